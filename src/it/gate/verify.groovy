io.github.dropblock.plugin.it.RunsJudged.verify(basedir)
