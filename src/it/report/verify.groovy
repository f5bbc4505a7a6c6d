io.github.dropblock.plugin.it.Report.verify(basedir)
