package io.github.dropblock.harness.compiled;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Where arrays lie in one piece of memory, so that two that are alive at a time don't overlap: the
 * largest first, each at the lowest place that is free for all its life (Pisarchyk and Lee 2020,
 * arXiv 2001.03288, greedy by size).
 *
 * @param offsets bytes, in the order of the arrays
 * @param bytes of it all
 */
public record MemoryLayout(List<Long> offsets, long bytes) {
  /** A cache line, and the longest vector. */
  private static final long ALIGNMENT = 64;

  public MemoryLayout {
    offsets = List.copyOf(offsets);
  }

  /**
   * Where arrays can lie that calls hand on to each other: such an array lives from the first call
   * that knows it to the last.
   *
   * @param calls the arrays that each reads or writes, in the order of the calls
   * @param kept arrays of which nobody may take the memory once they are written
   */
  public static <A> MemoryLayout of(
      List<A> arrays, List<List<A>> calls, Set<A> kept, ToLongFunction<A> bytes) {
    Map<A, int[]> lives = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      for (A array : calls.get(i)) {
        int[] life = lives.computeIfAbsent(array, absent -> new int[] {Integer.MAX_VALUE, -1});
        life[0] = Math.min(life[0], i);
        life[1] = kept.contains(array) ? calls.size() : i;
      }
    }
    return of(
        arrays.stream().map(array -> life(lives.get(array), bytes.applyAsLong(array))).toList());
  }

  private static Lifetime life(int[] life, long bytes) {
    return life == null ? new Lifetime(0, 0, 0) : new Lifetime(bytes, life[0], life[1]);
  }

  public static MemoryLayout of(List<Lifetime> arrays) {
    long[] offsets = new long[arrays.size()];
    List<Integer> placed = new ArrayList<>();
    long bytes = 0;
    int[] bySize =
        IntStream.range(0, arrays.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -arrays.get(i).bytes()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int index : bySize) {
      Lifetime array = arrays.get(index);
      List<Integer> meeting =
          placed.stream()
              .filter(other -> arrays.get(other).meets(array))
              .sorted(Comparator.comparingLong(other -> offsets[other]))
              .toList();
      long at = 0;
      for (int other : meeting) {
        if (at + array.bytes() <= offsets[other]) {
          break;
        }
        at = Math.max(at, aligned(offsets[other] + arrays.get(other).bytes()));
      }
      offsets[index] = at;
      bytes = Math.max(bytes, at + array.bytes());
      placed.add(index);
    }
    return new MemoryLayout(
        IntStream.range(0, offsets.length).mapToObj(i -> offsets[i]).toList(), bytes);
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
