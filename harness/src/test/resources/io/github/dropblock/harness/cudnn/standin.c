/*
 * Stands in for cuDNN 8 where there is no GPU: the functions that the helpers call, with cuDNN's signatures, computed by
 * plain loops on memory of the host. It refuses what cuDNN's documentation says that cuDNN refuses, as far as the helpers
 * could run into it, fills the workspace with NaNs, and counts its calls: calls_cudnnAddTensor and so on, which tests read.
 *
 * Maps are in NCHW order without gaps. Descriptors may tell of bfloat16, but what computes takes floats: whoever queues it
 * for later (compiled/cuda/standin.cpp) makes floats of them first.
 */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, ALLOC_FAILED = 2, BAD_PARAM = 3, NOT_SUPPORTED = 9 };
enum { FLOAT = 0, BFLOAT16 = 9, NCHW = 0, CROSS_CORRELATION = 1, SPATIAL = 1, NOT_PROPAGATE_NAN = 0 };
enum { RELU = 1, IDENTITY = 5 };
enum { AVERAGE_WITH_PADDING = 1, AVERAGE_WITHOUT_PADDING = 2, MAX_DETERMINISTIC = 3 };
enum { DEFAULT_MATH = 0, TENSOR_OP_MATH = 1, FMA_MATH = 3 };
enum { IMPLICIT_GEMM = 0, IMPLICIT_PRECOMP_GEMM = 1, FORWARD_FFT = 4, WINOGRAD_NONFUSED = 7 };
enum { BACKWARD_0 = 0, BACKWARD_1 = 1, BACKWARD_FFT = 2 };

typedef struct { int n, c, h, w, type; } Tensor;
typedef struct { int k, c, h, w, type; } Filter;
typedef struct { int pad_h, pad_w, stride_h, stride_w, dilation_h, dilation_w, math, offered; } Convolution;
typedef struct { int mode, h, w, pad_h, pad_w, stride_h, stride_w; } Pooling;
typedef struct { int mode; } Activation;
typedef struct { int stream_set; } Context;

/* cudnnConvolutionFwdAlgoPerf_t and those of the gradients, which are laid out alike. */
typedef struct { int algorithm, status; float time; size_t memory; int determinism, math, reserved[3]; } Performance;

/* What a test may change. */
int fastest_forward = IMPLICIT_PRECOMP_GEMM;
int refuse_fused = 0;
int no_memory = 0;

#define COUNTED(function) int calls_##function = 0; int function
#define COUNT(function) calls_##function++
#define REQUIRE(condition) do { if (!(condition)) return BAD_PARAM; } while (0)

size_t cudnnGetVersion(void) { return 8600; }

const char *cudnnGetErrorString(int status) {
  switch (status) {
    case SUCCESS: return "CUDNN_STATUS_SUCCESS";
    case ALLOC_FAILED: return "CUDNN_STATUS_ALLOC_FAILED";
    case BAD_PARAM: return "CUDNN_STATUS_BAD_PARAM";
    case NOT_SUPPORTED: return "CUDNN_STATUS_NOT_SUPPORTED";
    default: return "another";
  }
}

COUNTED(cudnnCreate)(Context **context) {
  COUNT(cudnnCreate);
  *context = calloc(1, sizeof(Context));
  return SUCCESS;
}

COUNTED(cudnnSetStream)(Context *context, void *stream) {
  COUNT(cudnnSetStream);
  (void) stream;
  context->stream_set = 1;
  return SUCCESS;
}

/* Descriptors */

#define CREATES(function, type) \
  COUNTED(function)(type **descriptor) { \
    COUNT(function); \
    *descriptor = calloc(1, sizeof(type)); \
    return SUCCESS; \
  }
CREATES(cudnnCreateTensorDescriptor, Tensor)
CREATES(cudnnCreateFilterDescriptor, Filter)
CREATES(cudnnCreateConvolutionDescriptor, Convolution)
CREATES(cudnnCreatePoolingDescriptor, Pooling)
CREATES(cudnnCreateActivationDescriptor, Activation)

int cudnnSetTensor4dDescriptor(Tensor *tensor, int format, int type, int n, int c, int h, int w) {
  REQUIRE(format == NCHW && (type == FLOAT || type == BFLOAT16) && n > 0 && c > 0 && h > 0 && w > 0);
  *tensor = (Tensor) {n, c, h, w, type};
  return SUCCESS;
}

int cudnnSetFilter4dDescriptor(Filter *filter, int type, int format, int k, int c, int h, int w) {
  REQUIRE(format == NCHW && (type == FLOAT || type == BFLOAT16) && k > 0 && c > 0 && h > 0 && w > 0);
  *filter = (Filter) {k, c, h, w, type};
  return SUCCESS;
}

int cudnnSetConvolution2dDescriptor(Convolution *convolution, int pad_h, int pad_w, int stride_h, int stride_w,
                                    int dilation_h, int dilation_w, int mode, int type) {
  REQUIRE(mode == CROSS_CORRELATION && type == FLOAT && pad_h >= 0 && pad_w >= 0);
  REQUIRE(stride_h > 0 && stride_w > 0 && dilation_h > 0 && dilation_w > 0);
  *convolution = (Convolution) {pad_h, pad_w, stride_h, stride_w, dilation_h, dilation_w, DEFAULT_MATH, -1};
  return SUCCESS;
}

int cudnnSetConvolutionMathType(Convolution *convolution, int math) {
  convolution->math = math;
  return SUCCESS;
}

int cudnnSetPooling2dDescriptor(Pooling *pooling, int mode, int nan, int h, int w, int pad_h, int pad_w, int stride_h,
                                int stride_w) {
  REQUIRE(nan == NOT_PROPAGATE_NAN && pad_h < h && pad_w < w && stride_h > 0 && stride_w > 0);
  REQUIRE(mode == AVERAGE_WITH_PADDING || mode == AVERAGE_WITHOUT_PADDING || mode == MAX_DETERMINISTIC);
  *pooling = (Pooling) {mode, h, w, pad_h, pad_w, stride_h, stride_w};
  return SUCCESS;
}

int cudnnSetActivationDescriptor(Activation *activation, int mode, int nan, double coefficient) {
  (void) coefficient;
  REQUIRE(nan == NOT_PROPAGATE_NAN);
  activation->mode = mode;
  return SUCCESS;
}

static size_t size(const Tensor *t) { return (size_t) t->n * t->c * t->h * t->w; }

static int places(int cells, int pad, int kernel, int dilation, int stride) {
  return (cells + 2 * pad - ((kernel - 1) * dilation + 1)) / stride + 1;
}

static int fit(const Tensor *x, const Filter *w, const Convolution *c, const Tensor *y) {
  return x->type == w->type && x->type == y->type && x->c == w->c && y->n == x->n && y->c == w->k &&
         y->h == places(x->h, c->pad_h, w->h, c->dilation_h, c->stride_h) &&
         y->w == places(x->w, c->pad_w, w->w, c->dilation_w, c->stride_w);
}

/* The choice of algorithms */

static size_t workspace_of(const Filter *w, int algorithm) {
  return algorithm == 0 ? 0 : 4 * (size_t) w->k * w->c * w->h * w->w + 4 * algorithm;
}

/* The fastest asks for too much, the next rounds as it pleases. */
static int offer(Convolution *convolution, const Filter *w, int fft, int fastest, int random, int requested, int *returned,
                 Performance *found) {
  int algorithms[] = {fft, random, fastest, IMPLICIT_GEMM};
  convolution->offered = convolution->math == FMA_MATH ? FMA_MATH : TENSOR_OP_MATH;
  *returned = requested < 4 ? requested : 4;
  for (int i = 0; i < *returned; i++) {
    found[i] = (Performance) {algorithms[i], i == 3 && fastest == BACKWARD_1 ? NOT_SUPPORTED : SUCCESS, i + 1.0f,
                              i == 0 ? (size_t) 1 << 40 : workspace_of(w, algorithms[i]), i != 1, convolution->offered,
                              {0, 0, 0}};
  }
  return SUCCESS;
}

COUNTED(cudnnGetConvolutionForwardAlgorithm_v7)(Context *context, Tensor *x, Filter *w, Convolution *convolution, Tensor *y,
                                                int requested, int *returned, Performance *found) {
  COUNT(cudnnGetConvolutionForwardAlgorithm_v7);
  REQUIRE(context && fit(x, w, convolution, y));
  return offer(convolution, w, FORWARD_FFT, fastest_forward, 3, requested, returned, found);
}

COUNTED(cudnnGetConvolutionBackwardDataAlgorithm_v7)(Context *context, Filter *w, Tensor *dy, Convolution *convolution,
                                                     Tensor *dx, int requested, int *returned, Performance *found) {
  COUNT(cudnnGetConvolutionBackwardDataAlgorithm_v7);
  REQUIRE(context && fit(dx, w, convolution, dy));
  return offer(convolution, w, BACKWARD_FFT, BACKWARD_1, BACKWARD_0, requested, returned, found);
}

COUNTED(cudnnGetConvolutionBackwardFilterAlgorithm_v7)(Context *context, Tensor *x, Tensor *dy, Convolution *convolution,
                                                       Filter *dw, int requested, int *returned, Performance *found) {
  COUNT(cudnnGetConvolutionBackwardFilterAlgorithm_v7);
  REQUIRE(context && fit(x, dw, convolution, dy));
  return offer(convolution, dw, BACKWARD_FFT, BACKWARD_1, BACKWARD_0, requested, returned, found);
}

COUNTED(cudnnGetConvolutionForwardWorkspaceSize)(Context *context, Tensor *x, Filter *w, Convolution *convolution, Tensor *y,
                                                 int algorithm, size_t *bytes) {
  COUNT(cudnnGetConvolutionForwardWorkspaceSize);
  REQUIRE(context && fit(x, w, convolution, y));
  *bytes = workspace_of(w, algorithm);
  return SUCCESS;
}

COUNTED(cudnnGetConvolutionBackwardDataWorkspaceSize)(Context *context, Filter *w, Tensor *dy, Convolution *convolution,
                                                      Tensor *dx, int algorithm, size_t *bytes) {
  COUNT(cudnnGetConvolutionBackwardDataWorkspaceSize);
  REQUIRE(context && fit(dx, w, convolution, dy));
  *bytes = workspace_of(w, algorithm);
  return SUCCESS;
}

COUNTED(cudnnGetConvolutionBackwardFilterWorkspaceSize)(Context *context, Tensor *x, Tensor *dy, Convolution *convolution,
                                                        Filter *dw, int algorithm, size_t *bytes) {
  COUNT(cudnnGetConvolutionBackwardFilterWorkspaceSize);
  REQUIRE(context && fit(x, dw, convolution, dy));
  *bytes = workspace_of(dw, algorithm);
  return SUCCESS;
}

/* What every convolution looks at before it computes. */
static int ready(const Context *context, const Convolution *convolution, const Filter *w, int algorithm, void *workspace,
                 size_t bytes) {
  if (no_memory) return ALLOC_FAILED;
  REQUIRE(context->stream_set && convolution->math == convolution->offered && bytes >= workspace_of(w, algorithm));
  if (bytes > 0) {
    REQUIRE(workspace);
    memset(workspace, 0xff, bytes);
  }
  return SUCCESS;
}

/* Convolutions */

/* To TensorFloat-32, 11 bits of a float's 24, where the descriptor allows it. */
static float rounded(float value, const Convolution *convolution) {
  if (convolution->math == FMA_MATH) return value;
  unsigned int bits;
  memcpy(&bits, &value, 4);
  bits = (bits + 0x1000) & ~0x1fffu;
  memcpy(&value, &bits, 4);
  return value;
}

/* The columns of y whose cell of x, for a column j of the weights, is there: from first up to, not with, last. */
static void columns(const Tensor *x, const Convolution *c, const Tensor *y, int j, int *first, int *last) {
  int beyond_pad = j * c->dilation_w - c->pad_w, room = x->w - 1 - beyond_pad;
  *first = beyond_pad < 0 ? (-beyond_pad + c->stride_w - 1) / c->stride_w : 0;
  *last = room < 0 ? 0 : room / c->stride_w + 1 < y->w ? room / c->stride_w + 1 : y->w;
}

/* Calls body for each weight, and each pair of cells of x and y that it joins. */
#define EACH_TERM(xd, wd, cd, yd, body) \
  for (int n = 0; n < (yd)->n; n++) \
    for (int k = 0; k < (wd)->k; k++) \
      for (int c = 0; c < (wd)->c; c++) \
        for (int i = 0; i < (wd)->h; i++) \
          for (int j = 0; j < (wd)->w; j++) { \
            size_t at_w = (((size_t) k * (wd)->c + c) * (wd)->h + i) * (wd)->w + j; \
            int first, last, stride = (cd)->stride_w; \
            columns(xd, cd, yd, j, &first, &last); \
            for (int row = 0; row < (yd)->h; row++) { \
              int from_row = row * (cd)->stride_h - (cd)->pad_h + i * (cd)->dilation_h; \
              if (from_row < 0 || from_row >= (xd)->h) continue; \
              size_t y_row = (((size_t) n * (yd)->c + k) * (yd)->h + row) * (yd)->w; \
              size_t x_row = (((size_t) n * (xd)->c + c) * (xd)->h + from_row) * (xd)->w; \
              int beyond_pad = j * (cd)->dilation_w - (cd)->pad_w; \
              for (int column = first; column < last; column++) { \
                size_t at_y = y_row + column, at_x = x_row + beyond_pad + column * stride; \
                body; \
              } \
            } \
          }

static void scale(float *values, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) values[i] = factor == 0 ? 0 : values[i] * factor;
}

static void convolve(const float *alpha, const Tensor *xd, const float *x, const Filter *wd, const float *w,
                     const Convolution *cd, const float *beta, const Tensor *yd, float *y) {
  scale(y, size(yd), *beta);
  EACH_TERM(xd, wd, cd, yd, y[at_y] += *alpha * rounded(w[at_w], cd) * rounded(x[at_x], cd))
}

COUNTED(cudnnConvolutionForward)(Context *context, const float *alpha, Tensor *xd, const float *x, Filter *wd, const float *w,
                                 Convolution *cd, int algorithm, void *workspace, size_t bytes, const float *beta, Tensor *yd,
                                 float *y) {
  COUNT(cudnnConvolutionForward);
  REQUIRE(fit(xd, wd, cd, yd) && algorithm == fastest_forward);
  int status = ready(context, cd, wd, algorithm, workspace, bytes);
  if (status == SUCCESS) convolve(alpha, xd, x, wd, w, cd, beta, yd, y);
  return status;
}

static void activate(const Activation *activation, float *y, size_t count) {
  for (size_t i = 0; i < count && activation->mode == RELU; i++) y[i] = y[i] > 0 ? y[i] : 0;
}

static void add(const Tensor *bd, const float *b, const Tensor *yd, float *y) {
  size_t area = (size_t) yd->h * yd->w;
  for (size_t i = 0; i < size(yd); i++) y[i] += b[i / area % bd->c];
}

COUNTED(cudnnConvolutionBiasActivationForward)(Context *context, const float *alpha1, Tensor *xd, const float *x, Filter *wd,
                                               const float *w, Convolution *cd, int algorithm, void *workspace, size_t bytes,
                                               const float *alpha2, Tensor *zd, const float *z, Tensor *bd, const float *b,
                                               Activation *activation, Tensor *yd, float *y) {
  COUNT(cudnnConvolutionBiasActivationForward);
  if (refuse_fused) return NOT_SUPPORTED;
  if (activation->mode != RELU && (activation->mode != IDENTITY || algorithm != IMPLICIT_PRECOMP_GEMM)) return NOT_SUPPORTED;
  REQUIRE(fit(xd, wd, cd, yd) && algorithm == fastest_forward && z && *alpha2 == 0);
  REQUIRE(memcmp(zd, yd, sizeof(Tensor)) == 0 && bd->n == 1 && bd->c == yd->c && bd->h == 1 && bd->w == 1);
  int status = ready(context, cd, wd, algorithm, workspace, bytes);
  if (status == SUCCESS) {
    float zero = 0;
    convolve(alpha1, xd, x, wd, w, cd, &zero, yd, y);
    add(bd, b, yd, y);
    activate(activation, y, size(yd));
  }
  return status;
}

COUNTED(cudnnAddTensor)(Context *context, const float *alpha, Tensor *bd, const float *b, const float *beta, Tensor *yd,
                        float *y) {
  COUNT(cudnnAddTensor);
  REQUIRE(context->stream_set && *alpha == 1 && *beta == 1 && bd->n == 1 && bd->c == yd->c && bd->h == 1 && bd->w == 1);
  add(bd, b, yd, y);
  return SUCCESS;
}

COUNTED(cudnnActivationForward)(Context *context, Activation *activation, const float *alpha, Tensor *xd, const float *x,
                                const float *beta, Tensor *yd, float *y) {
  COUNT(cudnnActivationForward);
  REQUIRE(context->stream_set && *alpha == 1 && *beta == 0 && memcmp(xd, yd, sizeof(Tensor)) == 0);
  memmove(y, x, size(yd) * sizeof(float));
  activate(activation, y, size(yd));
  return SUCCESS;
}

COUNTED(cudnnActivationBackward)(Context *context, Activation *activation, const float *alpha, Tensor *yd, const float *y,
                                 Tensor *dyd, const float *dy, Tensor *xd, const float *x, const float *beta, Tensor *dxd,
                                 float *dx) {
  COUNT(cudnnActivationBackward);
  REQUIRE(context->stream_set && activation->mode == RELU && *alpha == 1 && *beta == 0 && y);
  REQUIRE(memcmp(yd, xd, sizeof(Tensor)) == 0 && memcmp(dyd, xd, sizeof(Tensor)) == 0 && memcmp(dxd, xd, sizeof(Tensor)) == 0);
  for (size_t i = 0; i < size(xd); i++) dx[i] = x[i] > 0 ? dy[i] : 0;
  return SUCCESS;
}

COUNTED(cudnnConvolutionBackwardData)(Context *context, const float *alpha, Filter *wd, const float *w, Tensor *dyd,
                                      const float *dy, Convolution *cd, int algorithm, void *workspace, size_t bytes,
                                      const float *beta, Tensor *dxd, float *dx) {
  COUNT(cudnnConvolutionBackwardData);
  REQUIRE(fit(dxd, wd, cd, dyd) && algorithm == BACKWARD_1);
  int status = ready(context, cd, wd, algorithm, workspace, bytes);
  if (status == SUCCESS) {
    scale(dx, size(dxd), *beta);
    EACH_TERM(dxd, wd, cd, dyd, dx[at_x] += *alpha * rounded(w[at_w], cd) * rounded(dy[at_y], cd))
  }
  return status;
}

COUNTED(cudnnConvolutionBackwardFilter)(Context *context, const float *alpha, Tensor *xd, const float *x, Tensor *dyd,
                                        const float *dy, Convolution *cd, int algorithm, void *workspace, size_t bytes,
                                        const float *beta, Filter *dwd, float *dw) {
  COUNT(cudnnConvolutionBackwardFilter);
  REQUIRE(fit(xd, dwd, cd, dyd) && algorithm == BACKWARD_1);
  int status = ready(context, cd, dwd, algorithm, workspace, bytes);
  if (status == SUCCESS) {
    scale(dw, (size_t) dwd->k * dwd->c * dwd->h * dwd->w, *beta);
    EACH_TERM(xd, dwd, cd, dyd, dw[at_w] += *alpha * rounded(x[at_x], cd) * rounded(dy[at_y], cd))
  }
  return status;
}

COUNTED(cudnnConvolutionBackwardBias)(Context *context, const float *alpha, Tensor *dyd, const float *dy, const float *beta,
                                      Tensor *dbd, float *db) {
  COUNT(cudnnConvolutionBackwardBias);
  REQUIRE(context->stream_set && dbd->n == 1 && dbd->c == dyd->c && dbd->h == 1 && dbd->w == 1);
  size_t area = (size_t) dyd->h * dyd->w;
  scale(db, dbd->c, *beta);
  for (size_t i = 0; i < size(dyd); i++) db[i / area % dbd->c] += *alpha * dy[i];
  return SUCCESS;
}

/* Batch normalisation */

static int per_channel(const Tensor *parameters, const Tensor *x) {
  return parameters->n == 1 && parameters->c == x->c && parameters->h == 1 && parameters->w == 1;
}

COUNTED(cudnnBatchNormalizationForwardTraining)(Context *context, int mode, const float *alpha, const float *beta, Tensor *xd,
                                                const float *x, Tensor *yd, float *y, Tensor *parameters, const float *gamma,
                                                const float *shift, double factor, float *running_mean,
                                                float *running_variance, double epsilon, float *saved_mean,
                                                float *saved_inverse) {
  COUNT(cudnnBatchNormalizationForwardTraining);
  REQUIRE(context->stream_set && mode == SPATIAL && *alpha == 1 && *beta == 0 && memcmp(xd, yd, sizeof(Tensor)) == 0);
  REQUIRE(per_channel(parameters, xd) && !running_mean == !running_variance && !saved_mean == !saved_inverse);
  size_t area = (size_t) xd->h * xd->w, count = area * xd->n;
  for (int c = 0; c < xd->c; c++) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) sum += x[(i / area * xd->c + c) * area + i % area];
    double mean = sum / count;
    for (size_t i = 0; i < count; i++) {
      double off = x[(i / area * xd->c + c) * area + i % area] - mean;
      squares += off * off;
    }
    double variance = squares / count, inverse = 1 / sqrt(variance + epsilon);
    for (size_t i = 0; i < count; i++) {
      size_t at = (i / area * xd->c + c) * area + i % area;
      y[at] = (float) (gamma[c] * (x[at] - mean) * inverse + shift[c]);
    }
    if (running_mean) {
      running_mean[c] = (float) (running_mean[c] * (1 - factor) + mean * factor);
      running_variance[c] = (float) (running_variance[c] * (1 - factor) + squares / (count - 1) * factor);
    }
    if (saved_mean) {
      saved_mean[c] = (float) mean;
      saved_inverse[c] = (float) inverse;
    }
  }
  return SUCCESS;
}

COUNTED(cudnnBatchNormalizationForwardInference)(Context *context, int mode, const float *alpha, const float *beta, Tensor *xd,
                                                 const float *x, Tensor *yd, float *y, Tensor *parameters, const float *gamma,
                                                 const float *shift, const float *mean, const float *variance,
                                                 double epsilon) {
  COUNT(cudnnBatchNormalizationForwardInference);
  REQUIRE(context->stream_set && mode == SPATIAL && *alpha == 1 && *beta == 0 && memcmp(xd, yd, sizeof(Tensor)) == 0);
  REQUIRE(per_channel(parameters, xd));
  size_t area = (size_t) xd->h * xd->w;
  for (size_t i = 0; i < size(xd); i++) {
    size_t c = i / area % xd->c;
    y[i] = (float) (gamma[c] * (x[i] - mean[c]) / sqrt(variance[c] + epsilon) + shift[c]);
  }
  return SUCCESS;
}

COUNTED(cudnnBatchNormalizationBackward)(Context *context, int mode, const float *alpha_data, const float *beta_data,
                                         const float *alpha_parameters, const float *beta_parameters, Tensor *xd,
                                         const float *x, Tensor *dyd, const float *dy, Tensor *dxd, float *dx,
                                         Tensor *parameters, const float *gamma, float *dgamma, float *dshift, double epsilon,
                                         const float *saved_mean, const float *saved_inverse) {
  COUNT(cudnnBatchNormalizationBackward);
  (void) epsilon;
  REQUIRE(context->stream_set && mode == SPATIAL && *alpha_data == 1 && *beta_data == 0);
  REQUIRE(*alpha_parameters == 1 && *beta_parameters == 0 && per_channel(parameters, xd) && saved_mean && saved_inverse);
  REQUIRE(memcmp(xd, dyd, sizeof(Tensor)) == 0 && memcmp(xd, dxd, sizeof(Tensor)) == 0);
  size_t area = (size_t) xd->h * xd->w, count = area * xd->n;
  for (int c = 0; c < xd->c; c++) {
    double sum = 0, products = 0;
    for (size_t i = 0; i < count; i++) {
      size_t at = (i / area * xd->c + c) * area + i % area;
      sum += dy[at];
      products += (double) dy[at] * (x[at] - saved_mean[c]) * saved_inverse[c];
    }
    dshift[c] = (float) sum;
    dgamma[c] = (float) products;
    for (size_t i = 0; i < count; i++) {
      size_t at = (i / area * xd->c + c) * area + i % area;
      double normal = (x[at] - saved_mean[c]) * saved_inverse[c];
      dx[at] = (float) (gamma[c] * saved_inverse[c] * (dy[at] - sum / count - normal * products / count));
    }
  }
  return SUCCESS;
}

/* Pooling */

static int pooled(const Tensor *x, const Pooling *p, const Tensor *y) {
  return x->n == y->n && x->c == y->c && y->h == places(x->h, p->pad_h, p->h, 1, p->stride_h) &&
         y->w == places(x->w, p->pad_w, p->w, 1, p->stride_w);
}

/* The cells of a window that are there: rows [*top, *bottom), columns [*left, *right); how many its mean is taken over. */
static int window(const Pooling *p, const Tensor *x, int row, int column, int *top, int *bottom, int *left, int *right) {
  *top = row * p->stride_h - p->pad_h;
  *left = column * p->stride_w - p->pad_w;
  *bottom = *top + p->h < x->h ? *top + p->h : x->h;
  *right = *left + p->w < x->w ? *left + p->w : x->w;
  if (*top < 0) *top = 0;
  if (*left < 0) *left = 0;
  return p->mode == AVERAGE_WITH_PADDING ? p->h * p->w : (*bottom - *top) * (*right - *left);
}

COUNTED(cudnnPoolingForward)(Context *context, Pooling *p, const float *alpha, Tensor *xd, const float *x, const float *beta,
                             Tensor *yd, float *y) {
  COUNT(cudnnPoolingForward);
  REQUIRE(context->stream_set && *alpha == 1 && *beta == 0 && pooled(xd, p, yd));
  for (size_t at = 0; at < size(yd); at++) {
    int top, bottom, left, right;
    int count = window(p, xd, at / yd->w % yd->h, at % yd->w, &top, &bottom, &left, &right);
    const float *map = x + at / yd->w / yd->h * xd->h * xd->w;
    float most = -INFINITY, sum = 0;
    for (int i = top; i < bottom; i++)
      for (int j = left; j < right; j++) {
        float value = map[i * xd->w + j];
        sum += value;
        if (value > most) most = value;
      }
    y[at] = p->mode == MAX_DETERMINISTIC ? most : sum / count;
  }
  return SUCCESS;
}

COUNTED(cudnnPoolingBackward)(Context *context, Pooling *p, const float *alpha, Tensor *yd, const float *y, Tensor *dyd,
                              const float *dy, Tensor *xd, const float *x, const float *beta, Tensor *dxd, float *dx) {
  COUNT(cudnnPoolingBackward);
  REQUIRE(context->stream_set && *alpha == 1 && *beta == 0 && pooled(xd, p, yd));
  REQUIRE(memcmp(yd, dyd, sizeof(Tensor)) == 0 && memcmp(xd, dxd, sizeof(Tensor)) == 0);
  scale(dx, size(dxd), 0);
  for (size_t at = 0; at < size(yd); at++) {
    int top, bottom, left, right, found = 0;
    int count = window(p, xd, at / yd->w % yd->h, at % yd->w, &top, &bottom, &left, &right);
    size_t map = at / yd->w / yd->h * xd->h * xd->w;
    for (int i = top; i < bottom; i++)
      for (int j = left; j < right; j++) {
        size_t cell = map + (size_t) i * xd->w + j;
        if (p->mode != MAX_DETERMINISTIC) dx[cell] += dy[at] / count;
        else if (!found && x[cell] == y[at]) {
          dx[cell] += dy[at];
          found = 1;
        }
      }
  }
  return SUCCESS;
}
