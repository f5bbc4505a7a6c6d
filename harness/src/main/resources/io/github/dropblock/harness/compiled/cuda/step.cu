/*
 * What a compiled step does between cuDNN's and cuBLAS' calls. A number a thread, unless it says otherwise; arrays are in
 * c order. To be compiled without fused multiply-adds: each operation then rounds once, in the order of the Java that does the
 * same on the CPU (Optimizer, Loss, Philox, Pen), and comes to the same bits.
 *
 * Plain C but for CUDA's own names: the tests compile it for the CPU as well.
 */
#ifndef KERNEL
#define KERNEL extern "C" __global__ void
#endif
#define THREAD ((long long) blockIdx.x * blockDim.x + threadIdx.x)

/* What a step is told: see StepInput. */
struct Step {
  int iteration;
  float rate;
};

union Bits {
  float value;
  unsigned bits;
};

__device__ static float widened(unsigned short upper)
{
  union Bits both;
  both.bits = (unsigned) upper << 16;
  return both.value;
}

/* To the nearest; of two equally near, to the one whose last bit is 0. */
__device__ static unsigned short narrowed(float value)
{
  union Bits both;
  both.value = value;
  return value != value ? 0x7fffu : (unsigned short) ((both.bits + 0x7fffu + (both.bits >> 16 & 1u)) >> 16);
}

/*
 * What maps and units and their gradients are made of: floats, or with BFLOAT16 the upper halves of floats. All is worked out
 * in floats, and rounded where it is put.
 */
#ifdef BFLOAT16
typedef unsigned short number;
__device__ static float of(number stored) { return widened(stored); }
__device__ static number put(float value) { return narrowed(value); }
#else
typedef float number;
__device__ static float of(number stored) { return stored; }
__device__ static number put(float value) { return value; }
#endif

KERNEL narrow(const float *from, unsigned short *to, long long count)
{
  long long i = THREAD;
  if (i < count) {
    to[i] = narrowed(from[i]);
  }
}

KERNEL widen(const unsigned short *from, float *to, long long count)
{
  long long i = THREAD;
  if (i < count) {
    to[i] = widened(from[i]);
  }
}

/* ReLU lets what is not a number through, so that a loss shows it. */
__device__ static float relu_of(float x) { return x < 0.0f ? 0.0f : x; }

KERNEL relu(const number *x, number *y, long long count)
{
  long long i = THREAD;
  if (i < count) {
    y[i] = put(relu_of(of(x[i])));
  }
}

KERNEL sum_relu(const number *left, const number *right, number *y, long long count)
{
  long long i = THREAD;
  if (i < count) {
    y[i] = put(relu_of(of(left[i]) + of(right[i])));
  }
}

/* Of ReLU's output; dx may be dy. */
KERNEL relu_gradient(const number *y, const number *dy, number *dx, long long count)
{
  long long i = THREAD;
  if (i < count) {
    dx[i] = of(y[i]) > 0.0f ? dy[i] : put(0.0f);
  }
}

KERNEL add(const number *left, const number *right, number *sum, long long count)
{
  long long i = THREAD;
  if (i < count) {
    sum[i] = put(of(left[i]) + of(right[i]));
  }
}

/* y is [rows, channels, area]. */
KERNEL add_bias(number *y, const float *bias, long long count, int channels, int area, int with_relu)
{
  long long i = THREAD;
  if (i < count) {
    float sum = of(y[i]) + bias[i / area % channels];
    y[i] = put(with_relu ? relu_of(sum) : sum);
  }
}

/* Of a dense layer whose sums are floats whatever its units are: the units, or the scores, which stay floats. */
KERNEL add_unit_bias(const float *sums, number *y, const float *bias, long long count, int units, int with_relu)
{
  long long i = THREAD;
  if (i < count) {
    float sum = sums[i] + bias[i % units];
    y[i] = put(with_relu ? relu_of(sum) : sum);
  }
}

KERNEL add_score_bias(float *scores, const float *bias, long long count, int outputs)
{
  long long i = THREAD;
  if (i < count) {
    scores[i] += bias[i % outputs];
  }
}

/* Of a dense layer: a unit a thread, image after image. */
KERNEL unit_bias_gradient(const number *dy, float *db, int images, int units)
{
  long long unit = THREAD;
  if (unit < units) {
    float sum = 0.0f;
    for (int image = 0; image < images; image++) {
      sum += of(dy[image * (long long) units + unit]);
    }
    db[unit] = sum;
  }
}

/*
 * The gradient of a convolution's bias, in three steps: of each plane, of each channel, of a channel in all. In the first two
 * LANES threads share a plane or a channel, so that neighbours read neighbours. Always in the same order.
 */
#define LANES 32

KERNEL plane_sums(const number *dy, float *sums, long long planes, int area)
{
  long long i = THREAD;
  if (i < planes * LANES) {
    long long plane = i / LANES;
    float sum = 0.0f;
    for (int at = (int) (i % LANES); at < area; at += LANES) {
      sum += of(dy[plane * area + at]);
    }
    sums[i] = sum;
  }
}

KERNEL channel_sums(const float *of_planes, float *sums, int images, int channels)
{
  long long i = THREAD;
  if (i < (long long) channels * LANES) {
    float sum = 0.0f;
    for (int image = 0; image < images; image++) {
      sum += of_planes[(long long) image * channels * LANES + i];
    }
    sums[i] = sum;
  }
}

KERNEL bias_gradient(const float *of_channels, float *db, int channels)
{
  long long channel = THREAD;
  if (channel < channels) {
    float sum = 0.0f;
    for (int lane = 0; lane < LANES; lane++) {
      sum += of_channels[channel * LANES + lane];
    }
    db[channel] = sum;
  }
}

/*
 * Max-pooling of bfloat16, which cuDNN does not promise. best keeps which cell of its window an output is, row by row; of
 * equal ones the first. What is not a number is a maximum.
 */
KERNEL max_pool(
    const number *x, number *y, unsigned short *best, long long count, int height, int width, int rows, int columns,
    int window_height, int window_width, int stride_down, int stride_across, int padding_down, int padding_across)
{
  long long i = THREAD;
  if (i < count) {
    const number *plane = x + i / columns / rows * height * width;
    int top = (int) (i / columns % rows) * stride_down - padding_down;
    int left = (int) (i % columns) * stride_across - padding_across;
    number most = put(0.0f);
    int found = -1;
    for (int row = 0; row < window_height; row++) {
      for (int column = 0; column < window_width; column++) {
        int at_y = top + row;
        int at_x = left + column;
        if (at_y >= 0 && at_y < height && at_x >= 0 && at_x < width) {
          number here = plane[at_y * width + at_x];
          if (found < 0 || of(here) > of(most) || of(here) != of(here)) {
            most = here;
            found = row * window_width + column;
          }
        }
      }
    }
    y[i] = most;
    best[i] = (unsigned short) found;
  }
}

/* A cell of x a thread, which looks at the windows that it lies in: so the order is always the same. */
KERNEL max_pool_gradient(
    const unsigned short *best, const number *dy, number *dx, long long count, int height, int width, int rows, int columns,
    int window_height, int window_width, int stride_down, int stride_across, int padding_down, int padding_across)
{
  long long i = THREAD;
  if (i < count) {
    long long plane = i / width / height;
    int from_y = (int) (i / width % height) + padding_down;
    int from_x = (int) (i % width) + padding_across;
    float sum = 0.0f;
    for (int row = 0; row < window_height; row++) {
      for (int column = 0; column < window_width; column++) {
        int y = from_y - row;
        int x = from_x - column;
        if (y >= 0 && x >= 0 && y % stride_down == 0 && x % stride_across == 0 && y / stride_down < rows
            && x / stride_across < columns) {
          long long at = (plane * rows + y / stride_down) * columns + x / stride_across;
          sum += best[at] == row * window_width + column ? of(dy[at]) : 0.0f;
        }
      }
    }
    dx[i] = put(sum);
  }
}

/* A plane a thread. */
KERNEL average(const number *x, number *y, long long planes, int area)
{
  long long plane = THREAD;
  if (plane < planes) {
    float sum = 0.0f;
    for (int i = 0; i < area; i++) {
      sum += of(x[plane * area + i]);
    }
    y[plane] = put(sum / area);
  }
}

KERNEL average_gradient(const number *dy, number *dx, long long count, int area)
{
  long long i = THREAD;
  if (i < count) {
    dx[i] = put(of(dy[i / area]) / area);
  }
}

/* The running statistics follow a batch's: a channel a thread. cuDNN leaves 1 / sqrt(variance + epsilon). */
KERNEL follow_statistics(
    const float *mean, const float *inverse, float *running_mean, float *running_variance, double keep,
    double epsilon, int log_std, int channels)
{
  long long i = THREAD;
  if (i < channels) {
    double variance = 1.0 / ((double) inverse[i] * inverse[i]) - epsilon;
    double of_batch = variance < 0.0 ? 0.0 : variance;
    double before = log_std ? pow(10.0, 2.0 * running_variance[i]) : running_variance[i];
    double after = before * keep + of_batch * (1.0 - keep);
    running_mean[i] = (float) (running_mean[i] * keep + mean[i] * (1.0 - keep));
    running_variance[i] = (float) (log_std ? log10(after) / 2.0 : after);
  }
}

/* The running variance itself. */
KERNEL variance_of(const float *stored, float *variance, int log_std, int channels)
{
  long long i = THREAD;
  if (i < channels) {
    variance[i] = (float) (log_std ? pow(10.0, 2.0 * stored[i]) : stored[i]);
  }
}

/* Local response normalisation: u = k + alpha * (sum of x^2 over the channels around), y = x * u^-0.75. */
__device__ static float unit_of(
    const number *x, long long at, int channel, int channels, int area, float alpha, float k, int reach)
{
  float sum = 0.0f;
  for (int c = channel - reach; c <= channel + reach; c++) {
    if (c >= 0 && c < channels) {
      float near = of(x[at + (long long) (c - channel) * area]);
      sum += near * near;
    }
  }
  return k + alpha * sum;
}

KERNEL response(
    const number *x, number *y, float *unit, long long count, int channels, int area, float alpha, float k, int reach)
{
  long long i = THREAD;
  if (i < count) {
    float u = unit_of(x, i, (int) (i / area % channels), channels, area, alpha, k, reach);
    float root = sqrtf(u);
    unit[i] = u;
    y[i] = put(of(x[i]) / (root * sqrtf(root)));
  }
}

/* dx_i = dy_i u_i^-0.75 - 2 alpha 0.75 x_i (sum over the channels j around of dy_j x_j u_j^-1.75); factor is 2 alpha 0.75. */
KERNEL response_gradient(
    const number *x, const float *unit, const number *dy, number *dx, long long count, int channels, int area,
    float factor, int reach)
{
  long long i = THREAD;
  if (i < count) {
    int channel = (int) (i / area % channels);
    float own = 0.0f;
    float around = 0.0f;
    for (int c = channel - reach; c <= channel + reach; c++) {
      if (c >= 0 && c < channels) {
        long long j = i + (long long) (c - channel) * area;
        float root = sqrtf(unit[j]);
        float straight = of(dy[j]) / (root * sqrtf(root));
        around += straight * of(x[j]) / unit[j];
        own = c == channel ? straight : own;
      }
    }
    dx[i] = put(own - factor * of(x[i]) * around);
  }
}

/* The losses, in double precision: an image a thread. */

KERNEL binary_loss(const float *scores, const int *labels, float *gradient, double *losses, int images)
{
  long long i = THREAD;
  if (i < images) {
    double z = scores[i];
    gradient[i] = (float) ((1.0 / (1.0 + exp(-z)) - labels[i]) / images);
    losses[i] = (z > 0.0 || z != z ? z : 0.0) - z * labels[i] + log1p(exp(-fabs(z)));
  }
}

KERNEL softmax_loss(
    const float *scores, const int *labels, float *gradient, double *losses, int images, int outputs)
{
  long long image = THREAD;
  if (image < images) {
    const float *z = scores + image * outputs;
    double most = z[0];
    for (int i = 1; i < outputs; i++) {
      most = z[i] > most || z[i] != z[i] ? z[i] : most;
    }
    double sum = 0.0;
    for (int i = 0; i < outputs; i++) {
      sum += exp(z[i] - most);
    }
    for (int i = 0; i < outputs; i++) {
      double probability = exp(z[i] - most) / sum;
      gradient[image * outputs + i] = (float) ((probability - (i == labels[image] ? 1 : 0)) / images);
    }
    losses[image] = most + log(sum) - z[labels[image]];
  }
}

/* Their mean, in one thread: image after image. */
KERNEL mean_loss(const double *losses, double *mean, int images)
{
  if (THREAD == 0) {
    double sum = 0.0;
    for (int i = 0; i < images; i++) {
      sum += losses[i];
    }
    *mean = sum / images;
  }
}

/* The optimisers: see Optimizer. */

KERNEL ada_delta(
    float *w, const float *g, float *squares, float *changes, long long count, float rho, float epsilon)
{
  long long i = THREAD;
  if (i < count) {
    float left = 1.0f - rho;
    float square = squares[i] * rho + g[i] * g[i] * left;
    float change = sqrtf((changes[i] + epsilon) / (square + epsilon)) * g[i];
    squares[i] = square;
    changes[i] = changes[i] * rho + change * change * left;
    w[i] -= change;
  }
}

KERNEL rms_prop(
    float *w, const float *g, float *squares, long long count, float rate, float decay, float epsilon)
{
  long long i = THREAD;
  if (i < count) {
    float square = squares[i] * decay + g[i] * g[i] * (1.0f - decay);
    squares[i] = square;
    w[i] -= g[i] * rate / (sqrtf(square) + epsilon);
  }
}

KERNEL ada_max(
    float *w, const float *g, float *means, float *norms, long long count, float keep, float left, float decay,
    float epsilon, const struct Step *step)
{
  long long i = THREAD;
  if (i < count) {
    float mean = means[i] * keep + g[i] * left;
    float before = norms[i] * decay;
    float size = fabsf(g[i]);
    float norm = before > size || before != before ? before : size;
    means[i] = mean;
    norms[i] = norm;
    w[i] -= mean * step->rate / (norm + epsilon);
  }
}

KERNEL adam(
    float *w, const float *g, float *means, float *squares, long long count, float keep, float left,
    float keep_square, float left_square, float epsilon, const struct Step *step)
{
  long long i = THREAD;
  if (i < count) {
    float mean = means[i] * keep + g[i] * left;
    float square = squares[i] * keep_square + g[i] * g[i] * left_square;
    means[i] = mean;
    squares[i] = square;
    w[i] -= mean * step->rate / (sqrtf(square) + epsilon);
  }
}

/* Philox 4x32-10: see Philox. Whole numbers alone. */
__device__ static void philox(
    unsigned key0, unsigned key1, unsigned c0, unsigned c1, unsigned c2, unsigned c3, unsigned *words)
{
  for (int round = 0; round < 10; round++) {
    unsigned long long product0 = 0xD2511F53ULL * c0;
    unsigned long long product1 = 0xCD9E8D57ULL * c2;
    c0 = (unsigned) (product1 >> 32) ^ c1 ^ key0;
    c1 = (unsigned) product1;
    c2 = (unsigned) (product0 >> 32) ^ c3 ^ key1;
    c3 = (unsigned) product0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

/*
 * Dropout, forward and backward alike: see DroppedUnits. Four units of an image a thread. The same words are drawn in both
 * passes, so nothing is kept from one to the other. bound is 2^32 * rate.
 */
KERNEL drop_units(
    const number *from, number *to, int images, int units, int key0, int key1, long long bound, float scale,
    const struct Step *step)
{
  int quads = (units + 3) / 4;
  long long thread = THREAD;
  if (thread < (long long) images * quads) {
    int image = (int) (thread / quads);
    int quad = (int) (thread % quads);
    unsigned words[4];
    philox((unsigned) key0, (unsigned) key1, (unsigned) quad, 0u, (unsigned) image, (unsigned) step->iteration, words);
    for (int i = 0; i < 4 && 4 * quad + i < units; i++) {
      long long at = (long long) image * units + 4 * quad + i;
      to[at] = put(of(from[at]) * ((long long) words[i] < bound ? 0.0f : scale));
    }
  }
}

/*
 * DropBlock. Where it acts in a network is a place; a plane is a channel of an image there, and first says how many planes the
 * places before it have. table: the least number of blocks, how many bounds there are, how many of them words with certain
 * upper 8 bits reach (256 numbers), the bounds. mask has a bit for each cell of the planes, rows of whole words; taken has room
 * for a bit for each place of a block in a plane.
 */
struct Place {
  const int *table;
  unsigned *mask;
  unsigned *taken;
  long long first;
  long long planes;
  int channels;
  int height;
  int width;
  int size;
  int key0;
  int key1;
};

__device__ static unsigned lowest(int bits) { return bits >= 32 ? 0xffffffffu : (1u << bits) - 1u; }

/*
 * Draws the blocks of all places: see Pen and Binomial. A plane a thread, which says how many cells of its plane lie under
 * blocks.
 */
KERNEL draw_blocks(
    const struct Place *all, int count, long long planes, unsigned *covered, const struct Step *step)
{
  long long thread = THREAD;
  if (thread >= planes) {
    return;
  }
  const struct Place *place = all + count - 1;
  while (thread < place->first) {
    place--;
  }
  long long plane = thread - place->first;
  int image = (int) (plane / place->channels);
  int channel = (int) (plane % place->channels);
  unsigned key0 = (unsigned) place->key0;
  unsigned key1 = (unsigned) place->key1;
  unsigned iteration = (unsigned) step->iteration;
  int size = place->size;
  int height = place->height;
  int across = place->width - size + 1;
  int corners = (height - size + 1) * across;
  int stride = (place->width + 31) / 32;
  unsigned *cells = place->mask + plane * height * stride;
  for (int i = 0; i < height * stride; i++) {
    cells[i] = 0u;
  }
  unsigned words[4];
  philox(key0, key1, 0u, (unsigned) (channel / 4), (unsigned) image, iteration, words);
  unsigned word = words[channel % 4];
  const int *table = place->table;
  int reached = table[2 + (word >> 24)];
  const int *bounds = table + 258;
  while (reached < table[1] && word >= (unsigned) bounds[reached]) {
    reached++;
  }
  int blocks = table[0] + reached;
  unsigned *found = place->taken + plane * ((corners + 31) / 32);
  for (int i = 0; blocks > 1 && i < (corners + 31) / 32; i++) {
    found[i] = 0u;
  }
  unsigned under = 0u;
  for (int i = 0; i < blocks; i++) {
    if (i % 4 == 0 && corners > 1) {
      philox(key0, key1, (unsigned) (1 + i / 4), (unsigned) channel, (unsigned) image, iteration, words);
    }
    int highest = corners - blocks + i;
    int corner = 0;
    if (corners > 1) {
      /* The upper half of a product: a whole number from 0 to highest. */
      corner = (int) ((unsigned long long) words[i % 4] * (unsigned) (highest + 1) >> 32);
      if (blocks > 1) {
        if (found[corner / 32] >> (corner % 32) & 1u) {
          corner = highest;
        }
        found[corner / 32] |= 1u << (corner % 32);
      }
    }
    int top = corner / across;
    int left = corner % across;
    for (int at = left / 32; 32 * at < left + size; at++) {
      int before = left > 32 * at ? left - 32 * at : 0;
      unsigned bits = lowest(left + size - 32 * at) & ~lowest(before);
      for (int y = top; y < top + size; y++) {
        unsigned there = cells[y * stride + at];
        under += (unsigned) __popc(bits & ~there);
        cells[y * stride + at] = there | bits;
      }
    }
  }
  covered[thread] = under;
}

/*
 * The sum of a place's planes in two steps, SHARES threads a place in the first. Numbers are read sixteen at a time, which then
 * come over together.
 */
#define SHARES 256

__device__ static long long sum_of(const unsigned *numbers, long long from, long long to, int stride)
{
  long long sum = 0;
  for (long long first = from; first < to; first += 16 * stride) {
    for (int i = 0; i < 16; i++) {
      long long at = first + i * stride;
      sum += at < to ? numbers[at] : 0u;
    }
  }
  return sum;
}

KERNEL count_covered(const struct Place *all, int count, const unsigned *covered, unsigned *shares)
{
  long long i = THREAD;
  if (i < (long long) count * SHARES) {
    const struct Place *place = all + i / SHARES;
    shares[i] = (unsigned) sum_of(covered + place->first, i % SHARES, place->planes, SHARES);
  }
}

/* How many cells of a place lie under blocks, and what the others are multiplied by: cells / kept. A place a thread. */
KERNEL scale_kept(const struct Place *all, int count, const unsigned *shares, long long *dropped, float *scales)
{
  long long i = THREAD;
  if (i < count) {
    long long cells = all[i].planes * all[i].height * all[i].width;
    long long under = sum_of(shares, i * SHARES, (i + 1) * SHARES, 1);
    long long kept = cells - under;
    dropped[i] = under;
    scales[i] = kept == 0 ? 0.0f : (float) ((double) cells / kept);
  }
}

__device__ static float dropped_of(float x, const unsigned *mask, float scale, long long i, int width)
{
  int column = (int) (i % width);
  unsigned cells = mask[i / width * ((width + 31) / 32) + column / 32];
  return cells >> (column % 32) & 1u ? 0.0f : x * scale;
}

/* Forward and backward alike; to may be from. */
KERNEL drop_blocks(
    const number *from, number *to, const unsigned *mask, const float *scale, long long count, int width)
{
  long long i = THREAD;
  if (i < count) {
    to[i] = put(dropped_of(of(from[i]), mask, *scale, i, width));
  }
}

/* sum_relu and drop_blocks in one pass. */
KERNEL sum_relu_drop(
    const number *left, const number *right, number *y, const unsigned *mask, const float *scale, long long count, int width)
{
  long long i = THREAD;
  if (i < count) {
    y[i] = put(dropped_of(relu_of(of(left[i]) + of(right[i])), mask, *scale, i, width));
  }
}

/* Of what drop_blocks made of ReLU's output, which is 0 under blocks: so no mask is needed. dx may be dy. */
KERNEL relu_drop_gradient(const number *y, const number *dy, number *dx, const float *scale, long long count)
{
  long long i = THREAD;
  if (i < count) {
    dx[i] = of(y[i]) > 0.0f ? put(of(dy[i]) * *scale) : put(0.0f);
  }
}
