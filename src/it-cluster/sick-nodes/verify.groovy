io.github.dropblock.plugin.it.SickNodes.verify(basedir, localRepositoryPath, otherSpark)
