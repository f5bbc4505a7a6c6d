io.github.dropblock.plugin.it.PhotosZip.verify(basedir)
