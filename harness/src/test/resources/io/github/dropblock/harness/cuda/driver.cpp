// Stands in for libcuda.so.1: the functions of CUDA's driver that the harness calls, with the CPU for
// a GPU. As on a GPU, what is put into a stream happens later, in the stream's order; here no sooner
// than somebody waits for it.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>

struct Index { unsigned x; };
static Index blockIdx, blockDim, threadIdx;
#define __global__
#include "blocks.cu"

struct Stream {
  std::deque<std::function<void()>> queue;
  uint64_t put = 0, done = 0;

  void later(std::function<void()> work) {
    queue.push_back(std::move(work));
    put++;
  }

  void until(uint64_t number) {
    for (; done < number; done++) {
      queue.front()();
      queue.pop_front();
    }
  }
};

struct Event {
  Stream *stream = nullptr;
  uint64_t number = 0;
};

static std::map<void *, Stream> streams;
static std::mutex mutex;
using Lock = std::lock_guard<std::mutex>;

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
static const std::map<std::string, Binder> kernels = {
    {"scale_maps", [](void **places) { return bound(scale_maps, places); }},
    {"zero_blocks", [](void **places) { return bound(zero_blocks, places); }},
};

extern "C" {
int cuCtxGetDevice(int *device) { *device = 0; return 0; }
int cuDeviceGetAttribute(int *value, int attribute, int) { *value = attribute == 75 ? 8 : attribute == 76 ? 9 : -1; return 0; }
int cuGetErrorString(int, const char **text) { *text = "stand-in's error"; return 0; }

int cuModuleLoadData(void **module, const void *code) {
  *module = const_cast<char *>("module");
  return strcmp(static_cast<const char *>(code), "machine code for sm_86") == 0 ? 0 : 200;
}
int cuModuleGetFunction(void **function, void *, const char *name) {
  for (auto &[kernel, binder] : kernels) {
    if (kernel == name) {
      *function = const_cast<Binder *>(&binder);
      return 0;
    }
  }
  return 500;
}
int cuMemAllocHost_v2(void **place, size_t bytes) { *place = malloc(bytes); return 0; }
int cuMemFreeHost(void *place) { free(place); return 0; }
int cuMemAlloc_v2(uint64_t *place, size_t bytes) { *place = reinterpret_cast<uint64_t>(malloc(bytes)); return 0; }
int cuMemFree_v2(uint64_t place) {
  Lock lock(mutex);
  for (auto &[handle, stream] : streams) {
    stream.until(stream.put);
  }
  free(reinterpret_cast<void *>(place));
  return 0;
}
int cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t bytes, void *stream) {
  Lock lock(mutex);
  streams[stream].later([=] { memcpy(reinterpret_cast<void *>(to), from, bytes); });
  return 0;
}
int cuLaunchKernel(void *function, unsigned blocks, unsigned, unsigned, unsigned threads, unsigned, unsigned,
                   unsigned, void *stream, void **places, void **) {
  Lock lock(mutex);
  auto run = (*static_cast<Binder *>(function))(places);
  streams[stream].later([=] {
    blockDim.x = threads;
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x++) {
      for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x++) {
        run();
      }
    }
  });
  return 0;
}
int cuEventCreate(Event **event, unsigned) { *event = new Event; return 0; }
int cuEventRecord(Event *event, void *stream) {
  Lock lock(mutex);
  *event = {&streams[stream], streams[stream].put};
  return 0;
}
int cuEventSynchronize(Event *event) {
  Lock lock(mutex);
  if (event->stream) {
    event->stream->until(event->number);
  }
  return 0;
}
int cuStreamSynchronize(void *stream) {
  Lock lock(mutex);
  streams[stream].until(streams[stream].put);
  return 0;
}
}
