// Stands in for CUDA's driver, NVRTC, cuBLAS and cuDNN where there is no GPU: the functions that the compiled step calls, with
// the CPU for a GPU. As on a GPU, what is put into the queue happens later: here no sooner than somebody waits for it, or
// when a graph that recorded it is launched. Memory is full of NaNs when it is allocated. cuDNN's arithmetic is that of
// cudnn/standin.c, whose functions that compute are compiled under names that begin with real_.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Index { unsigned x; };
static Index blockIdx, blockDim, threadIdx;
#define __global__
#define __device__
#define __popc __builtin_popcount
#define KERNEL static void
namespace of_floats {
#include "step.cu"
}
#define BFLOAT16
namespace of_bfloat16 {
#include "step.cu"
}

using Work = std::function<int()>;
using P = void *;
struct Node { const char *name; Work work; };
using Graph = std::vector<Node>;

static std::deque<Node> queue;
static Graph *recording = nullptr;
static std::map<uint64_t, size_t> allocations;

// What tests read.
extern "C" {
int calls_queued = 0, calls_launched = 0, nodes_recorded = 0, live_allocations = 0, failures = 0;
char failed[100] = "";
// What they may change.
int capability_major = 8;
// cuBLAS refuses to be recorded.
int refuse_recording = 0;
}
static bool broken = false;

static int later(const char *name, Work work) {
  if (recording && refuse_recording && !strncmp(name, "cublas", 6)) {
    broken = true;
    return 14;
  }
  if (broken) return 901;
  calls_queued++;
  if (recording) {
    recording->push_back({name, std::move(work)});
  } else {
    queue.push_back({name, std::move(work)});
  }
  return 0;
}

static int finish() {
  int status = 0;
  for (; !queue.empty(); queue.pop_front()) {
    if (queue.front().work() != 0) {
      failures++;
      strncpy(failed, queue.front().name, sizeof failed - 1);
      status = 719;
    }
  }
  return status;
}

// Takes the parameters where the kernel's own declaration has them.
template <typename... Types, size_t... I>
static std::function<void()> bound(void (*kernel)(Types...), void **places, std::index_sequence<I...>) {
  auto values = std::make_tuple(*static_cast<Types *>(places[I])...);
  return [=] { std::apply(kernel, values); };
}

template <typename... Types>
static std::function<void()> bound(void (*kernel)(Types...), void **places) {
  return bound(kernel, places, std::index_sequence_for<Types...>());
}

using Binder = std::function<std::function<void()>(void **)>;
#define KERNEL_OF(name) {#name, [](void **places) { return bound(name, places); }}
using Kernels = std::map<std::string, Binder>;
#define KERNELS \
  { \
    KERNEL_OF(narrow), KERNEL_OF(widen), KERNEL_OF(relu), KERNEL_OF(sum_relu), KERNEL_OF(relu_gradient), KERNEL_OF(add), \
    KERNEL_OF(add_bias), KERNEL_OF(add_unit_bias), KERNEL_OF(add_score_bias), KERNEL_OF(unit_bias_gradient), \
    KERNEL_OF(plane_sums), KERNEL_OF(channel_sums), KERNEL_OF(bias_gradient), KERNEL_OF(max_pool), \
    KERNEL_OF(max_pool_gradient), KERNEL_OF(average), KERNEL_OF(average_gradient), KERNEL_OF(follow_statistics), \
    KERNEL_OF(variance_of), KERNEL_OF(response), KERNEL_OF(response_gradient), KERNEL_OF(binary_loss), \
    KERNEL_OF(softmax_loss), KERNEL_OF(mean_loss), KERNEL_OF(ada_delta), KERNEL_OF(rms_prop), KERNEL_OF(ada_max), \
    KERNEL_OF(adam), KERNEL_OF(drop_units), KERNEL_OF(draw_blocks), KERNEL_OF(count_covered), \
    KERNEL_OF(scale_kept), KERNEL_OF(drop_blocks), KERNEL_OF(sum_relu_drop), KERNEL_OF(relu_drop_gradient) \
  }
namespace of_floats { static const Kernels kernels = KERNELS; }
namespace of_bfloat16 { static const Kernels kernels = KERNELS; }

static std::string code;
static const Kernels *loaded;

// What cuDNN's descriptors of tensors and of kernels begin with.
struct Described { int sizes[4], type; };
constexpr int FLOAT = 0, BFLOAT16_TYPE = 9, BAD_PARAM = 3;

// An array as the floats that standin.c computes with, whatever its descriptor says that it is made of.
class Floats {
 public:
  Floats(P descriptor, P data, bool written) : described(*static_cast<Described *>(descriptor)), there(data), written(written) {
    narrow = described.type == BFLOAT16_TYPE;
    if (narrow) {
      described.type = FLOAT;
      numbers.resize((size_t) described.sizes[0] * described.sizes[1] * described.sizes[2] * described.sizes[3]);
      for (size_t i = 0; i < numbers.size(); i++) numbers[i] = of_bfloat16::widened(halves()[i]);
    }
  }
  Floats(const Floats &) = delete;
  ~Floats() {
    for (size_t i = 0; narrow && written && i < numbers.size(); i++) halves()[i] = of_bfloat16::narrowed(numbers[i]);
  }
  P descriptor() { return &described; }
  P data() { return narrow ? numbers.data() : there; }

 private:
  unsigned short *halves() { return static_cast<unsigned short *>(there); }
  Described described;
  P there;
  bool written, narrow;
  std::vector<float> numbers;
};
#define READ(array, descriptor, data) Floats array(descriptor, data, false);
#define WRITTEN(array, descriptor, data) Floats array(descriptor, data, true);
static bool same_type(P one, P other) { return static_cast<Described *>(one)->type == static_cast<Described *>(other)->type; }
static bool floats(P one) { return static_cast<Described *>(one)->type == FLOAT; }

#define LATER(name, parameters, allowed, arrays, arguments) \
  int real_##name parameters; \
  int name parameters { \
    if (!(allowed)) return BAD_PARAM; \
    return later(#name, [=] { arrays return real_##name arguments; }); \
  }

extern "C" {
int cuInit(unsigned) { return 0; }
int cuDeviceGet(int *device, int) { *device = 0; return 0; }
int cuDeviceGetName(char *name, int bytes, int) { strncpy(name, "Stand-in", bytes); return 0; }
int cuDriverGetVersion(int *version) { *version = 12060; return 0; }
int cuDevicePrimaryCtxRetain(P *context, int) { *context = const_cast<char *>("context"); return 0; }
int cuGetErrorString(int, P *words) { *words = const_cast<char *>("words of the driver's"); return 0; }
int cuCtxSetCurrent(P context) { return context ? 0 : 201; }
int cuDeviceGetAttribute(int *value, int attribute, int) { *value = attribute == 75 ? capability_major : attribute == 76 ? 6 : -1; return 0; }
int cuStreamCreate(P *stream, unsigned) { *stream = const_cast<char *>("stream"); return 0; }
int cuStreamDestroy_v2(P) { return 0; }
int cuStreamSynchronize(P) { return recording ? 900 : finish(); }
int cuStreamBeginCapture_v2(P, int mode) {
  recording = new Graph;
  return mode == 1 && queue.empty() ? 0 : 900;
}
int cuStreamEndCapture(P, P *graph) {
  *graph = nullptr;
  if (!recording) return 401;
  if (broken) {
    delete recording;
    recording = nullptr;
    broken = false;
    return 901;
  }
  *graph = recording;
  nodes_recorded = recording->size();
  recording = nullptr;
  return 0;
}
int cuGraphInstantiateWithFlags(P *made, Graph *graph, unsigned long long) { *made = new Graph(*graph); return 0; }
int cuGraphDestroy(Graph *graph) { delete graph; return 0; }
int cuGraphExecDestroy(Graph *graph) { delete graph; return 0; }
int cuGraphLaunch(Graph *graph, P) {
  calls_launched++;
  queue.insert(queue.end(), graph->begin(), graph->end());
  return 0;
}

int cuMemAlloc_v2(uint64_t *place, size_t bytes) {
  if (recording) return 900;
  void *made = malloc(bytes);
  memset(made, 0xff, bytes);
  *place = reinterpret_cast<uint64_t>(made);
  allocations[*place] = bytes;
  live_allocations++;
  return 0;
}
int cuMemFree_v2(uint64_t place) {
  int status = finish();
  if (allocations.erase(place) == 0) return 1;
  live_allocations--;
  free(reinterpret_cast<void *>(place));
  return status;
}
int cuMemAllocHost_v2(P *place, size_t bytes) { *place = malloc(bytes); memset(*place, 0xff, bytes); live_allocations++; return 0; }
int cuMemFreeHost(P place) { finish(); live_allocations--; free(place); return 0; }

// Whether some allocation holds all of it.
static bool there(uint64_t place, size_t bytes) {
  auto next = allocations.upper_bound(place);
  return next != allocations.begin() && (--next, place + bytes <= next->first + next->second);
}
int cuMemcpyHtoDAsync_v2(uint64_t to, P from, size_t bytes, P) {
  return later("upload", [=] { return there(to, bytes) ? (memcpy(reinterpret_cast<P>(to), from, bytes), 0) : 1; });
}
int cuMemcpyDtoHAsync_v2(P to, uint64_t from, size_t bytes, P) {
  return later("download", [=] { return there(from, bytes) ? (memcpy(to, reinterpret_cast<P>(from), bytes), 0) : 1; });
}
int cuMemsetD8Async(uint64_t to, unsigned char value, size_t bytes, P) {
  return later("clear", [=] { return there(to, bytes) ? (memset(reinterpret_cast<P>(to), value, bytes), 0) : 1; });
}

int cuModuleLoadData(P *module, const void *image) {
  *module = const_cast<char *>("module");
  const std::string found = static_cast<const char *>(image);
  loaded = found == "machine code for sm_86, BFLOAT16" ? &of_bfloat16::kernels : &of_floats::kernels;
  return found.rfind("machine code for sm_86", 0) == 0 ? 0 : 200;
}
int cuModuleUnload(P) { return 0; }
int cuModuleGetFunction(P *function, P, const char *name) {
  auto found = loaded->find(name);
  if (found == loaded->end()) return 500;
  *function = const_cast<std::pair<const std::string, Binder> *>(&*found);
  return 0;
}
int cuLaunchKernel(P function, unsigned blocks, unsigned, unsigned, unsigned threads, unsigned, unsigned, unsigned, P,
                   P *places, P *) {
  auto &[name, binder] = *static_cast<std::pair<const std::string, Binder> *>(function);
  auto run = binder(places);
  return later(name.c_str(), [=] {
    blockDim.x = threads;
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) {
      for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) {
        run();
      }
    }
    return 0;
  });
}

int nvrtcCreateProgram(P *program, const char *source, const char *, int, const char **, const char **) {
  *program = const_cast<char *>("program");
  return strstr(source, "KERNEL sum_relu") ? 0 : 3;
}
int nvrtcCompileProgram(P, int count, const char **options) {
  const std::string option = "--gpu-architecture=";
  if (count < 2 || strncmp(options[0], option.c_str(), option.size()) || strcmp(options[1], "--fmad=false")) return 5;
  if (count > 3 || (count == 3 && strcmp(options[2], "--define-macro=BFLOAT16"))) return 5;
  code = std::string("machine code for ") + (options[0] + option.size()) + (count == 3 ? ", BFLOAT16" : "");
  return 0;
}
int nvrtcGetCUBINSize(P, size_t *size) { *size = code.size() + 1; return 0; }
int nvrtcGetCUBIN(P, char *out) { memcpy(out, code.c_str(), code.size() + 1); return 0; }
int nvrtcGetProgramLogSize(P, size_t *size) { *size = 1; return 0; }
int nvrtcGetProgramLog(P, char *out) { *out = 0; return 0; }
int nvrtcDestroyProgram(P *program) { return *program ? 0 : 4; }

int cublasCreate_v2(P *handle) { *handle = const_cast<char *>("cublas"); return 0; }
const char *cublasGetStatusString(int) { return "words of cuBLAS'"; }
int cublasDestroy_v2(P) { return 0; }
int cublasSetStream_v2(P, P stream) { return stream ? 0 : 1; }
int cublasSetWorkspace_v2(P, P workspace, size_t) { return workspace ? 0 : 7; }
int cublasSetMathMode(P, int mode) { return mode == 0 || mode == 3 || mode == 16 ? 0 : 7; }
// Column by column.
int cublasSgemm_v2(P, int of_a, int of_b, int m, int n, int k, const float *alpha, const float *a, int lda, const float *b,
                   int ldb, const float *beta, float *c, int ldc) {
  if (lda < (of_a ? k : m) || ldb < (of_b ? n : k) || ldc < m) return 7;
  return later("cublasSgemm_v2", [=] {
    for (int column = 0; column < n; column++) {
      for (int row = 0; row < m; row++) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
          sum += (of_a ? a[i + (size_t) row * lda] : a[row + (size_t) i * lda]) *
                 (of_b ? b[column + (size_t) i * ldb] : b[i + (size_t) column * ldb]);
        }
        float &at = c[row + (size_t) column * ldc];
        at = *alpha * sum + (*beta == 0 ? 0 : *beta * at);
      }
    }
    return 0;
  });
}
// Of bfloat16 (14), into that or into floats (0), adding up in floats (68).
int cublasGemmEx(P, int of_a, int of_b, int m, int n, int k, const float *alpha, const unsigned short *a, int type_of_a, int lda,
                 const unsigned short *b, int type_of_b, int ldb, const float *beta, P c, int type_of_c, int ldc, int adds,
                 int algorithm) {
  if (lda < (of_a ? k : m) || ldb < (of_b ? n : k) || ldc < m || *alpha != 1 || *beta != 0) return 7;
  if (type_of_a != 14 || type_of_b != 14 || (type_of_c != 14 && type_of_c != 0) || adds != 68 || algorithm != -1) return 15;
  return later("cublasGemmEx", [=] {
    for (int column = 0; column < n; column++) {
      for (int row = 0; row < m; row++) {
        float sum = 0;
        for (int i = 0; i < k; i++) {
          sum += of_bfloat16::widened(of_a ? a[i + (size_t) row * lda] : a[row + (size_t) i * lda]) *
                 of_bfloat16::widened(of_b ? b[column + (size_t) i * ldb] : b[i + (size_t) column * ldb]);
        }
        size_t at = row + (size_t) column * ldc;
        if (type_of_c == 0) {
          static_cast<float *>(c)[at] = sum;
        } else {
          static_cast<unsigned short *>(c)[at] = of_bfloat16::narrowed(sum);
        }
      }
    }
    return 0;
  });
}

int cudnnDestroy(P handle) { free(handle); return 0; }
#define DESTROYS(kind) int cudnnDestroy##kind##Descriptor(P made) { free(made); return 0; }
DESTROYS(Tensor) DESTROYS(Filter) DESTROYS(Convolution) DESTROYS(Pooling) DESTROYS(Activation)

LATER(cudnnConvolutionForward,
      (P h, P one, P xd, P x, P wd, P w, P c, int algorithm, P at, size_t bytes, P zero, P yd, P y),
      same_type(xd, wd) && same_type(xd, yd), READ(from, xd, x) READ(by, wd, w) WRITTEN(to, yd, y),
      (h, one, from.descriptor(), from.data(), by.descriptor(), by.data(), c, algorithm, at, bytes, zero, to.descriptor(),
       to.data()))
LATER(cudnnConvolutionBackwardData,
      (P h, P one, P wd, P w, P yd, P y, P c, int algorithm, P at, size_t bytes, P zero, P xd, P x),
      same_type(xd, wd) && same_type(xd, yd), READ(by, wd, w) READ(from, yd, y) WRITTEN(to, xd, x),
      (h, one, by.descriptor(), by.data(), from.descriptor(), from.data(), c, algorithm, at, bytes, zero, to.descriptor(),
       to.data()))
LATER(cudnnConvolutionBackwardFilter,
      (P h, P one, P xd, P x, P yd, P y, P c, int algorithm, P at, size_t bytes, P zero, P wd, P w),
      same_type(xd, wd) && same_type(xd, yd), READ(from, xd, x) READ(by, yd, y) WRITTEN(to, wd, w),
      (h, one, from.descriptor(), from.data(), by.descriptor(), by.data(), c, algorithm, at, bytes, zero, to.descriptor(),
       to.data()))
// These of bfloat16, nobody has seen.
LATER(cudnnConvolutionBackwardBias, (P h, P one, P yd, P y, P zero, P bd, P b), floats(yd) && floats(bd), ,
      (h, one, yd, y, zero, bd, b))
LATER(cudnnPoolingForward, (P h, P p, P one, P xd, P x, P zero, P yd, P y), floats(xd) && floats(yd), ,
      (h, p, one, xd, x, zero, yd, y))
LATER(cudnnPoolingBackward, (P h, P p, P one, P yd, P y, P dyd, P dy, P xd, P x, P zero, P dxd, P dx),
      floats(yd) && floats(xd), , (h, p, one, yd, y, dyd, dy, xd, x, zero, dxd, dx))
LATER(cudnnBatchNormalizationForwardTraining,
      (P h, int mode, P one, P zero, P xd, P x, P yd, P y, P bd, P scale, P shift, double factor, P mean, P variance,
       double epsilon, P saved, P inverse),
      same_type(xd, yd) && floats(bd), READ(from, xd, x) WRITTEN(to, yd, y),
      (h, mode, one, zero, from.descriptor(), from.data(), to.descriptor(), to.data(), bd, scale, shift, factor, mean,
       variance, epsilon, saved, inverse))
LATER(cudnnBatchNormalizationForwardInference,
      (P h, int mode, P one, P zero, P xd, P x, P yd, P y, P bd, P scale, P shift, P mean, P variance, double epsilon),
      same_type(xd, yd) && floats(bd), READ(from, xd, x) WRITTEN(to, yd, y),
      (h, mode, one, zero, from.descriptor(), from.data(), to.descriptor(), to.data(), bd, scale, shift, mean, variance,
       epsilon))
LATER(cudnnBatchNormalizationBackward,
      (P h, int mode, P one, P zero, P one2, P zero2, P xd, P x, P dyd, P dy, P dxd, P dx, P bd, P scale, P dscale, P dshift,
       double epsilon, P saved, P inverse),
      same_type(xd, dyd) && same_type(xd, dxd) && floats(bd), READ(from, xd, x) READ(by, dyd, dy) WRITTEN(to, dxd, dx),
      (h, mode, one, zero, one2, zero2, from.descriptor(), from.data(), by.descriptor(), by.data(), to.descriptor(), to.data(),
       bd, scale, dscale, dshift, epsilon, saved, inverse))

int real_cudnnConvolutionBiasActivationForward(P h, P one, P xd, P x, P wd, P w, P c, int algorithm, P at, size_t bytes, P zero,
                                               P zd, P z, P bd, P b, P activation, P yd, P y);
extern int refuse_fused;
// What cuDNN 9 hasn't, it says at once.
int cudnnConvolutionBiasActivationForward(P h, P one, P xd, P x, P wd, P w, P c, int algorithm, P at, size_t bytes, P zero, P zd,
                                          P z, P bd, P b, P activation, P yd, P y) {
  if (refuse_fused) return refuse_fused;
  if (!same_type(xd, wd) || !same_type(xd, yd) || !same_type(xd, bd) || !same_type(zd, yd) || z != y) return BAD_PARAM;
  return later("cudnnConvolutionBiasActivationForward", [=] {
    READ(from, xd, x) READ(by, wd, w) READ(bias, bd, b) WRITTEN(to, yd, y)
    return real_cudnnConvolutionBiasActivationForward(h, one, from.descriptor(), from.data(), by.descriptor(), by.data(), c,
                                                      algorithm, at, bytes, zero, to.descriptor(), to.data(),
                                                      bias.descriptor(), bias.data(), activation, to.descriptor(), to.data());
  });
}
}
