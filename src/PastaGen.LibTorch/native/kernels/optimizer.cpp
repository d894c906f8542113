#include "optimizer.h"

#include <cmath>
#include <vector>

#include "parallel.h"

namespace pastagen {
namespace {

constexpr int64_t ElementsAtOnce = 1 << 14;

struct Piece {
  int64_t owner, begin, end;
};

template <typename Owner> std::vector<Piece> pieces_of(const Owner* owners, int64_t count) {
  std::vector<Piece> pieces;
  for (int64_t owner = 0; owner < count; owner++)
    for (int64_t begin = 0; begin < owners[owner].count; begin += ElementsAtOnce)
      pieces.push_back({owner, begin, begin + ElementsAtOnce < owners[owner].count ? begin + ElementsAtOnce : owners[owner].count});
  return pieces;
}

inline Floats square_root(Floats values) {
  for (int lane = 0; lane < Lanes; lane++) values[lane] = std::sqrt(values[lane]);
  return values;
}

}  // namespace

void adamw_step(const AdamWSettings& settings, const AdamWParameter* parameters, int64_t count) {
  const std::vector<Piece> pieces = pieces_of(parameters, count);
  parallel(pieces.size(), [&](int64_t index) {
    const Piece piece = pieces[index];
    const AdamWParameter at = parameters[piece.owner];
    for (int64_t i = piece.begin; i < piece.end; i += Lanes) {
      const int64_t left = piece.end - i;
      Floats gradient = load_up_to(at.gradient + i, left);
      if (settings.maximize) gradient = -gradient;
      Floats parameter = load_up_to(at.parameter + i, left) * settings.decay_factor;
      Floats first = load_up_to(at.first + i, left);
      first = first + (gradient - first) * settings.first_weight;
      Floats second = load_up_to(at.second + i, left) * settings.second_decay + gradient * settings.second_weight * gradient;
      store_up_to(at.first + i, first, left);
      store_up_to(at.second + i, second, left);
      if (at.largest != nullptr) {
        second = larger(second, load_up_to(at.largest + i, left));
        store_up_to(at.largest + i, second, left);
      }
      Floats denominator = square_root(second) * at.root_scale + settings.epsilon;
      store_up_to(at.parameter + i, parameter - first * at.step_size / denominator, left);
    }
  });
}

double sum_of_squares(const Range* ranges, int64_t count) {
  const std::vector<Piece> pieces = pieces_of(ranges, count);
  std::vector<double> sums(pieces.size());
  parallel(pieces.size(), [&](int64_t index) {
    const Piece piece = pieces[index];
    const float* data = ranges[piece.owner].data;
    Floats squares = {};
    for (int64_t i = piece.begin; i < piece.end; i += Lanes) {
      Floats values = load_up_to(data + i, piece.end - i);
      squares += values * values;
    }
    sums[index] = sum_of(squares);
  });
  double total = 0;
  for (double sum : sums) total += sum;
  return total;
}

void multiply_by(const Range* ranges, int64_t count, float factor) {
  const std::vector<Piece> pieces = pieces_of(ranges, count);
  parallel(pieces.size(), [&](int64_t index) {
    const Piece piece = pieces[index];
    float* data = ranges[piece.owner].data;
    for (int64_t i = piece.begin; i < piece.end; i += Lanes) store_up_to(data + i, load_up_to(data + i, piece.end - i) * factor, piece.end - i);
  });
}

}  // namespace pastagen
