io.github.dropblock.plugin.it.ExportImport.verify(basedir)
