/*
 * DropBlock on a GPU, in two passes that a stream runs one after the other: all is scaled, and blocks
 * are written over with 0. Strides are in numbers, of maps of any order.
 *
 * Plain C but for CUDA's own names: the tests compile it for the CPU as well.
 */

/*
 * to = from * scale, a number a thread, row by row of the shape [images, channels, height, width]; the
 * arrays may be the same. Whatever the order, the product is rounded once, as on the CPU.
 */
extern "C" __global__ void scale_maps(
    const float *from, float *to, float scale, long long count, int channels, int height, int width,
    long long from_image, long long from_channel, long long from_row, long long from_column,
    long long to_image, long long to_channel, long long to_row, long long to_column)
{
  long long at = (long long) blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= count) {
    return;
  }
  long long x = at % width;
  long long y = at / width % height;
  long long channel = at / width / height % channels;
  long long image = at / width / height / channels;
  to[image * to_image + channel * to_channel + y * to_row + x * to_column] =
      from[image * from_image + channel * from_channel + y * from_row + x * from_column] * scale;
}

/*
 * Zeroes one row of one block a thread. A corner counts row by row through the places of all planes
 * where a block fits, as in Blocks. Blocks that overlap write the same zeros, so it does not matter
 * which thread is first.
 */
extern "C" __global__ void zero_blocks(
    float *maps, const long long *corners, long long count, int size, int down, int across,
    int channels, long long image, long long channel, long long row, long long column)
{
  long long thread = (long long) blockIdx.x * blockDim.x + threadIdx.x;
  if (thread >= count * size) {
    return;
  }
  long long corner = corners[thread / size];
  int places = down * across;
  long long plane = corner / places;
  int place = (int) (corner % places);
  int y = place / across + (int) (thread % size);
  int x = place % across;
  float *first = maps + plane / channels * image + plane % channels * channel + y * row + x * column;
  for (int i = 0; i < size; i++) {
    first[i * column] = 0.0f;
  }
}
