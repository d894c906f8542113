// Memory for intermediate values of one thread, kept from call to call.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace pastagen {

// A piece of work takes what it needs, and all of it is free again when the piece is done. One at a time in each thread.
class Scratch {
 public:
  // Aligned to a cache line. The content is whatever was there.
  float* take(int64_t count) {
    const int64_t needed = (count + Line - 1) / Line * Line;
    Pool& pool = of_thread();
    while (pool.current < pool.blocks.size() && pool.blocks[pool.current].used + needed > pool.blocks[pool.current].size) pool.current++;
    if (pool.current == pool.blocks.size()) pool.blocks.emplace_back(needed > Least ? needed : Least);
    Block& block = pool.blocks[pool.current];
    block.used += needed;
    return block.memory.get() + block.used - needed;
  }

  ~Scratch() {
    Pool& pool = of_thread();
    for (Block& block : pool.blocks) block.used = 0;
    pool.current = 0;
  }

 private:
  static constexpr int64_t Line = 16, Least = 1 << 16;

  struct Free {
    void operator()(float* memory) const { std::free(memory); }
  };
  struct Block {
    explicit Block(int64_t size) : memory(static_cast<float*>(std::aligned_alloc(64, size * sizeof(float)))), size(size) {
      if (!memory) throw std::bad_alloc();
    }
    std::unique_ptr<float, Free> memory;
    int64_t size, used = 0;
  };
  struct Pool {
    std::vector<Block> blocks;
    size_t current = 0;
  };

  static Pool& of_thread() {
    thread_local Pool pool;
    return pool;
  }
};

}  // namespace pastagen
