io.github.dropblock.plugin.it.Standalone.verify(basedir)
