io.github.dropblock.plugin.it.EqualityCompiled.possible(basedir, cudaLibraries)
