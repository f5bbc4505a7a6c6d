io.github.dropblock.plugin.it.PreparedPhotos.verify(basedir)
