io.github.dropblock.plugin.it.Gate.verify(basedir)
