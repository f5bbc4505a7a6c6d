io.github.dropblock.plugin.it.Prepare.prepare(basedir)
