io.github.dropblock.plugin.it.Spark.verify(basedir)
