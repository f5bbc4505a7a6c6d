io.github.dropblock.plugin.it.BenchedSteps.verify(basedir)
