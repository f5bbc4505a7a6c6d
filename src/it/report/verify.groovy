io.github.dropblock.plugin.it.RenderedAgain.verify(basedir)
