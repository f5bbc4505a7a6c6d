io.github.dropblock.plugin.it.RandomKills.verify(basedir)
