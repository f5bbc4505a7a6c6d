io.github.dropblock.plugin.it.NoPom.verify(basedir)
