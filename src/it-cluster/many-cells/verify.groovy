io.github.dropblock.plugin.it.ManyCells.verify(basedir, localRepositoryPath, cells as int)
