io.github.dropblock.plugin.it.SettingsConflict.verify(basedir)
