/*
 * What a compiled step does between cuDNN's and cuBLAS' calls. A number a thread, unless it says otherwise; arrays are in
 * c order. To be compiled without fused multiply-adds: each operation then rounds once, in the order of the Java that does the
 * same on the CPU (Optimizer, Loss, Philox, Pen), and comes to the same bits.
 *
 * Plain C but for CUDA's own names: the tests compile it for the CPU as well.
 */
#define KERNEL extern "C" __global__ void
#define THREAD ((long long) blockIdx.x * blockDim.x + threadIdx.x)

/* What a step is told: see StepInput. */
struct Step {
  int iteration;
  float rate;
};

/* ReLU lets what is no number through, so that a loss shows it. */
__device__ static float relu_of(float x) { return x < 0.0f ? 0.0f : x; }

KERNEL relu(const float *x, float *y, long long count)
{
  long long i = THREAD;
  if (i < count) {
    y[i] = relu_of(x[i]);
  }
}

KERNEL sum_relu(const float *left, const float *right, float *y, long long count)
{
  long long i = THREAD;
  if (i < count) {
    y[i] = relu_of(left[i] + right[i]);
  }
}

/* Of ReLU's output; dx may be dy. */
KERNEL relu_gradient(const float *y, const float *dy, float *dx, long long count)
{
  long long i = THREAD;
  if (i < count) {
    dx[i] = y[i] > 0.0f ? dy[i] : 0.0f;
  }
}

KERNEL add(const float *left, const float *right, float *sum, long long count)
{
  long long i = THREAD;
  if (i < count) {
    sum[i] = left[i] + right[i];
  }
}

/* y is [rows, channels, area]. */
KERNEL add_bias(float *y, const float *bias, long long count, int channels, int area, int with_relu)
{
  long long i = THREAD;
  if (i < count) {
    float sum = y[i] + bias[i / area % channels];
    y[i] = with_relu ? relu_of(sum) : sum;
  }
}

/* Of a dense layer: a unit a thread, image after image. */
KERNEL unit_bias_gradient(const float *dy, float *db, int images, int units)
{
  long long unit = THREAD;
  if (unit < units) {
    float sum = 0.0f;
    for (int image = 0; image < images; image++) {
      sum += dy[image * (long long) units + unit];
    }
    db[unit] = sum;
  }
}

/* A plane a thread. */
KERNEL average(const float *x, float *y, long long planes, int area)
{
  long long plane = THREAD;
  if (plane < planes) {
    float sum = 0.0f;
    for (int i = 0; i < area; i++) {
      sum += x[plane * area + i];
    }
    y[plane] = sum / area;
  }
}

KERNEL average_gradient(const float *dy, float *dx, long long count, int area)
{
  long long i = THREAD;
  if (i < count) {
    dx[i] = dy[i / area] / area;
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
    const float *x, long long at, int channel, int channels, int area, float alpha, float k, int reach)
{
  float sum = 0.0f;
  for (int c = channel - reach; c <= channel + reach; c++) {
    if (c >= 0 && c < channels) {
      float near = x[at + (long long) (c - channel) * area];
      sum += near * near;
    }
  }
  return k + alpha * sum;
}

KERNEL response(
    const float *x, float *y, float *unit, long long count, int channels, int area, float alpha, float k, int reach)
{
  long long i = THREAD;
  if (i < count) {
    float u = unit_of(x, i, (int) (i / area % channels), channels, area, alpha, k, reach);
    float root = sqrtf(u);
    unit[i] = u;
    y[i] = x[i] / (root * sqrtf(root));
  }
}

/* dx_i = dy_i u_i^-0.75 - 2 alpha 0.75 x_i (sum over the channels j around of dy_j x_j u_j^-1.75); factor is 2 alpha 0.75. */
KERNEL response_gradient(
    const float *x, const float *unit, const float *dy, float *dx, long long count, int channels, int area,
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
        float straight = dy[j] / (root * sqrtf(root));
        around += straight * x[j] / unit[j];
        own = c == channel ? straight : own;
      }
    }
    dx[i] = own - factor * x[i] * around;
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
    const float *from, float *to, int images, int units, int key0, int key1, long long bound, float scale,
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
      to[at] = from[at] * ((long long) words[i] < bound ? 0.0f : scale);
    }
  }
}

/*
 * Draws DropBlock's blocks: see Pen and Binomial. A plane a thread. mask has a bit for each cell of a plane, rows of whole
 * words; taken has room for a bit for each place. table: the least number of blocks, how many bounds there are, how many of
 * them words with certain upper 8 bits reach (256 numbers), the bounds. dropped, 0 at first, counts the cells under blocks.
 */
KERNEL draw_blocks(
    const int *table, unsigned *mask, unsigned *taken, unsigned long long *dropped, int images, int channels,
    int height, int width, int size, int key0, int key1, const struct Step *step)
{
  long long plane = THREAD;
  if (plane >= (long long) images * channels) {
    return;
  }
  int image = (int) (plane / channels);
  int channel = (int) (plane % channels);
  int across = width - size + 1;
  int places = (height - size + 1) * across;
  int stride = (width + 31) / 32;
  unsigned *cells = mask + plane * height * stride;
  for (int i = 0; i < height * stride; i++) {
    cells[i] = 0u;
  }
  unsigned words[4];
  philox((unsigned) key0, (unsigned) key1, 0u, (unsigned) (channel / 4), (unsigned) image, (unsigned) step->iteration, words);
  unsigned word = words[channel % 4];
  int reached = table[2 + (word >> 24)];
  const int *bounds = table + 258;
  while (reached < table[1] && word >= (unsigned) bounds[reached]) {
    reached++;
  }
  int blocks = table[0] + reached;
  unsigned *found = taken + plane * ((places + 31) / 32);
  for (int i = 0; blocks > 1 && i < (places + 31) / 32; i++) {
    found[i] = 0u;
  }
  unsigned long long covered = 0;
  for (int i = 0; i < blocks; i++) {
    if (i % 4 == 0 && places > 1) {
      philox((unsigned) key0, (unsigned) key1, (unsigned) (1 + i / 4), (unsigned) channel, (unsigned) image, (unsigned) step->iteration, words);
    }
    int highest = places - blocks + i;
    int place = 0;
    if (places > 1) {
      /* The upper half of a product: a whole number from 0 to highest. */
      place = (int) ((unsigned long long) words[i % 4] * (unsigned) (highest + 1) >> 32);
      if (blocks > 1) {
        if (found[place / 32] >> (place % 32) & 1u) {
          place = highest;
        }
        found[place / 32] |= 1u << (place % 32);
      }
    }
    int left = place % across;
    for (int y = place / across; y < place / across + size; y++) {
      for (int x = left; x < left + size; x++) {
        unsigned bit = 1u << (x % 32);
        covered += (cells[y * stride + x / 32] & bit) == 0u;
        cells[y * stride + x / 32] |= bit;
      }
    }
  }
  if (covered > 0) {
    atomicAdd(dropped, covered);
  }
}

/* Forward and backward alike: 0 under blocks, times cells / kept elsewhere; to may be from. */
KERNEL drop_blocks(
    const float *from, float *to, const unsigned *mask, const unsigned long long *dropped, long long count,
    int width)
{
  long long i = THREAD;
  if (i < count) {
    long long kept = count - (long long) *dropped;
    float scale = kept == 0 ? 0.0f : (float) ((double) count / kept);
    int x = (int) (i % width);
    unsigned cells = mask[i / width * ((width + 31) / 32) + x / 32];
    to[i] = cells >> (x % 32) & 1u ? 0.0f : from[i] * scale;
  }
}
