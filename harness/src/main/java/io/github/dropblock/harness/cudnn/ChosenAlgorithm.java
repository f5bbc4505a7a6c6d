package io.github.dropblock.harness.cudnn;

import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;

/**
 * How one pass of a convolution is computed.
 *
 * @param convolution its descriptor, with the algorithm's precision
 * @param id cuDNN's number of the algorithm
 * @param workspace bytes
 */
record ChosenAlgorithm(cudnnConvolutionStruct convolution, int id, long workspace) {}
