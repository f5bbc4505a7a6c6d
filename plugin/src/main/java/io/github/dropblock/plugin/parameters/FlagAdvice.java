package io.github.dropblock.plugin.parameters;

import static io.github.dropblock.plugin.parameters.Parameters.flag;

import io.github.dropblock.harness.remedy.Advice;
import io.github.dropblock.harness.remedy.Complaint;
import io.github.dropblock.harness.remedy.Remedy;

/**
 * What users of this plugin type for each remedy: the harness knows neither its parameters nor its
 * goals.
 */
public final class FlagAdvice implements Advice {
  /** The plugin's words for remedies. */
  public static final Advice WORDS = new FlagAdvice();

  private FlagAdvice() {}

  /** What is wrong, where, and what to do, in a line. */
  public static String told(Throwable problem) {
    return WORDS.sentence(Complaint.of(problem));
  }

  @Override
  public String on(Remedy remedy) {
    return switch (remedy) {
      case POINT_AT_PHOTOS -> "point " + flag("data") + " at a zip or folder of photos";
      case USE_DRAWN_IMAGES -> "leave it out to use drawn images";
      case POINT_ELSEWHERE -> "point " + flag("data") + " elsewhere";
      case POINT_AT_TWO_CLASSES ->
          "point "
              + flag("data")
              + " at Kaggle's Dogs vs. Cats (train/cat.0.jpg) or at two folders of photos, one per class";
      case POINT_AT_ZIP_INSIDE -> "point " + flag("data") + " at that zip";
      case UNPACK_ZIP_INSIDE -> "unpack that zip and point " + flag("data") + " at it";
      case UNPACK_IT -> "unpack that";
      case UNPACK_DATA -> "unpack it and point " + flag("data") + " at the folder";
      case POINT_AT_UNPACKED -> "point " + flag("data") + " at the unpacked folder";
      case UNPACK_BY_HAND ->
          "unpack it yourself and point " + flag("data") + " at what comes of it";
      case POINT_AT_FOLDER_WITHOUT_IT -> "point " + flag("data") + " at a folder without it";
      case POINT_AT_FULLER_DATA -> "point " + flag("data") + " at a fuller data set";
      case POINT_AT_DATA_OF_SPLIT -> "point " + flag("data") + " at what it was made from";
      case KEEP_IN_ONE_CLASS -> "leave each of them in the folder of one class";
      case GIVE_OTHER_SPLIT -> "give another file with " + flag("split");
      case LEAVE_SPLIT_OUT -> "leave " + flag("split") + " out";
      case CHECK_FILE_AND_DATA -> "check the file and " + flag("data");
      case CHECK_DATA_AND_CACHE ->
          "check " + flag("data") + ", delete the cache folder and run again";
      case REMOVE_IT -> "remove it";
      case FETCH_AGAIN -> "fetch it again";

      case FREE_DISK_SPACE -> "free disk space";
      case CHANGE_PERMISSIONS -> "change its permissions";
      case CHANGE_PERMISSIONS_OF_FOLDER -> "change its folder's permissions";
      case RESTORE_IT -> "restore it";
      case DELETE_AND_RUN_AGAIN -> "delete it and run again";
      case CHOOSE_OTHER_CACHE -> "choose another folder with " + flag("cache");
      case CHOOSE_OTHER_RUN_DIRECTORY -> "choose another " + flag("runDirectory");
      case CORRECT_TEMPLATES ->
          "correct " + flag("templates") + ", or leave it out to use the built-in templates";

      case WAIT_FOR_ITS_END -> "wait for its end";
      case CHOOSE_OTHER_RUN -> "choose another " + flag("run") + "=NAME";
      case NAME_OTHER_RUN -> "name another run";
      case DELETE_FOLDER -> "delete the folder";
      case RUN_REPRODUCE_FIRST -> "run dropblock:reproduce first";
      case RUN_REPRODUCE_AGAIN -> "run dropblock:reproduce again";
      case REMAKE_RUN_RECORD ->
          "delete it and run dropblock:reproduce again, which keeps the cells";
      case RESTORE_SPLIT -> "run dropblock:reproduce again, which restores it";
      case WRITE_REPORT_AGAIN -> "write it again with dropblock:report";
      case NAME_RUNS_TO_COMPARE -> "name them with " + flag("runs") + "=FIRST,SECOND";
      case NAME_OTHER_RUNS_TO_COMPARE -> "name others with " + flag("runs");

      case RUN_AGAIN -> "run again";
      case GO_ON -> "run again; the cell goes on where it stopped";
      case CORRECT_THAT_AND_RUN_AGAIN -> "correct that, then run again";
      case CORRECT_JVM_ARGUMENTS ->
          "correct " + flag("jvmArguments") + " or what else that line names, then run again";
      case READ_LOG -> "read the log; if it is a defect, report it with the log";
      case READ_EXECUTORS_LOG -> "see the executor's log in its worker's folder";
      case DELETE_CELL -> "delete the cell's folder and run again";
      case RESTORE_FILES_OF_CELL ->
          "restore that file; or delete a damaged result.json alone, which is then made anew from the"
              + " checkpoint, or with damaged settings.json the cell's folder; then run again";
      case BEGIN_CELL_ANEW -> "begin the cell anew";
      case LOWER_LEARNING_RATE -> "lower the learning rate or choose another seed";
      case END_EARLIER_PROCESS ->
          "end that process (its working folder is the cell's), then run again";
      case RAISE_EPOCH_TIMEOUT ->
          "run again; the cell goes on where it stopped; if its epochs take that long, raise "
              + flag("epochTimeout");
      case LOWER_PARALLEL_CELLS_IF_KILLED ->
          "run again; the cell goes on where it stopped; if the system killed it for want of memory, lower "
              + flag("parallelCells");

      case LOWER_BATCH_SIZE -> "lower " + flag("batchSize");
      case LOWER_PARALLEL_CELLS -> "lower " + flag("parallelCells");
      case LOWER_CELL_MEMORY -> "lower " + flag("cellMemory");
      case RAISE_CELL_MEMORY -> "raise " + flag("cellMemory");

      case CHECK_WEIGHTS -> "see the reason in its log, and check " + flag("weights");
      case GIVE_OTHER_WEIGHTS ->
          "give another file with " + flag("weights") + ", or none to pretrain";
      case CHOOSE_WIDTH ->
          "choose the file's width with " + flag("width") + " (1 is the published network)";

      case RUN_DOCTOR -> "run dropblock:doctor";
      case CHOOSE_BACKEND -> "run dropblock:doctor, then choose " + flag("backend");
      case USE_CPU -> "use " + flag("backend") + "=cpu";
      case USE_CUDA -> "use " + flag("backend") + "=cuda";
      case PREPARE_GPU -> "run dropblock:prepare-gpu once to compile them for it";
      case LEAVE_GPU_OUT -> "leave that GPU out with " + flag("gpus");
      case UPDATE_DRIVER -> "update the driver";
      case USE_DL4J_STEP -> "use " + flag("step") + "=dl4j";
      case CHOOSE_STEP ->
          "leave -Dopexec out of " + flag("jvmArguments") + ", and choose with " + flag("step");
      case DO_WITHOUT_CUDNN ->
          "do without cuDNN, several times slower: "
              + flag("jvmArguments")
              + "=-Ddropblock.cudnn=false";
      case INSTALL_CUDA -> "install them";
      case NAME_CUDA_FOLDER -> "name their folder in LD_LIBRARY_PATH";
      case INSTALL_CUDA_13 ->
          "install CUDA 13 with cuDNN 9 and use " + flag("cudaLibraries") + "=installed";
      case DOWNLOAD_CUDA -> "have them downloaded with " + flag("cudaLibraries") + "=download";
      case TAKE_CUDA_11 -> "take CUDA 11.8 with " + flag("cudaLibraries") + "=download";
      case INSTALL_CUDA_TOOLKIT ->
          "install the CUDA toolkit, 11.8 or newer, which has it (Debian: apt install nvidia-cuda-toolkit)";
      case NAME_PTXAS -> "name the program with " + flag("ptxas") + "=FILE";

      case WRITE_SPARK_ADDRESS -> "write " + flag("spark") + "=spark://host:7077";
      case START_MASTER -> "start one there";
      case CHOOSE_OTHER_MASTER -> "give another " + flag("spark");
      case FREE_WORKER -> "start or free a worker";
      case ASK_FOR_LESS ->
          "lower " + flag("threadsPerCell") + " or spark.executor.memory in " + flag("sparkConf");
      case SET_SPARKS_SECRET -> "set that in " + flag("sparkConf");
      case LEAVE_NODE_OUT -> "leave that node out";
      case INSTALL_SPARK_THERE -> "install the run's Spark there";
      case INSTALL_JAVA_THERE -> "point JAVA_HOME at a JDK 17 there";
      case RUN_ON_NODES_KIND -> "start the run on a machine of the nodes' kind";
      case FREE_SPACE_THERE -> "free space there";
      case CORRECT_THAT_THERE -> "correct that";
      case CHOOSE_OTHER_NODE_CACHE ->
          "choose another folder on the nodes with spark.dropblock.nodeCache in "
              + flag("sparkConf");
      case MOUNT_THERE -> "mount the file system there under the same path";
      case COPY_TO_NODES -> "leave out " + flag("sparkShared");

      case GIVE_CHECKS ->
          "give <thresholds> in the POM, "
              + flag("thresholds")
              + ", "
              + flag("baseline")
              + "=FILE, or "
              + flag("contradictedClaims")
              + "=fail";
      case FAIL_CONTRADICTED_CLAIMS -> flag("contradictedClaims") + "=fail";
      case RUN_MORE_SEEDS -> "run it with more " + flag("seeds");
      case RUN_BASELINES_SETTINGS -> "run with the baseline's settings";
      case ACCEPT_RUN -> "accept this run with dropblock:baseline";
      case WRITE_BASELINE_AGAIN -> "write it anew with dropblock:baseline";
      case GIVE_BASELINE -> "give one that dropblock:baseline wrote";
      case NAME_OTHER_BASELINE -> "name another file with " + flag("baseline") + "=FILE";

      case NAME_OTHER_ARCHIVE -> "name another file with " + flag("archive") + "=FILE";
      case GIVE_EXPORTED_FILE -> "give one that dropblock:export wrote";
      case IMPORT_ELSEWHERE -> "import into another " + flag("run") + "=NAME and compare";
      case DELETE_CELL_OF_RUN -> "delete the cell's folder in the run";
      case FINISH_A_CELL -> "let dropblock:reproduce finish one";
      case TAKE_CHECKPOINTS_ALONG ->
          flag("checkpoints") + "=true takes them along, with all weights";
      case TRAIN_MISSING_CELLS ->
          "the command in run.json trains them, with " + flag("data") + " and " + flag("split");
    };
  }
}
