io.github.dropblock.plugin.it.BadParameter.verify(basedir)
