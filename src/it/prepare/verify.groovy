io.github.dropblock.plugin.it.Prepare.verify(basedir)
