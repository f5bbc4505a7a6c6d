io.github.dropblock.plugin.it.PreparedPhotos.prepare(basedir)
