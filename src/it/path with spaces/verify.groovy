io.github.dropblock.plugin.it.PathWithSpaces.verify(basedir)
