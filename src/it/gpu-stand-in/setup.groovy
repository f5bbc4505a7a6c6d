io.github.dropblock.plugin.it.GpuStandIn.prepare(basedir, localRepositoryPath)
