io.github.dropblock.plugin.it.JoinedRuns.verify(basedir)
