/*
 * Zeroes one row of one block a thread. A corner counts row by row through the places of all planes
 * where a block fits, as in Blocks; strides are in numbers, of maps of any order. Blocks that overlap
 * write the same zeros, so it does not matter which thread is first.
 *
 * Plain C but for CUDA's own names: the tests compile it for the CPU as well.
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
