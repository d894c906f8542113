// A step of the backward pass that keeps only an input and leaves it to the caller to compute again what it needs.
#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace pastagen {

// Adds the gradients of all that is computed from the input on the way to the output, and writes that of the input or null. Handles are
// borrowed, the result's is owned. Answers null, or from malloc what went wrong.
using CheckpointBackward = char* (*)(void* state, void* input, void* gradient, void** input_gradient);
using CheckpointRelease = void (*)(void* state);
// Released once, on whatever thread that happens.
using CheckpointState = std::unique_ptr<void, CheckpointRelease>;

class Checkpoint : public torch::autograd::Node {
 public:
  Checkpoint(const at::Tensor& input, CheckpointState state, CheckpointBackward backward)
      : state_(std::move(state)), input_(input, /*is_output=*/false), backward_(backward) {
    set_next_edges(torch::autograd::collect_next_edges(input));
  }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
    if (!torch::autograd::Engine::get_default_engine().is_checkpoint_valid())
      throw std::runtime_error("what is computed again in the backward pass gives gradients to all it came from, and to no chosen inputs alone");
    const at::Tensor input = input_.unpack();
    if (!gradients[0].defined()) return {at::Tensor()};
    void* found = nullptr;
    if (char* message = backward_(state_.get(), input.unsafeGetTensorImpl(), gradients[0].unsafeGetTensorImpl(), &found)) {
      std::string text(message);
      std::free(message);
      throw std::runtime_error(text);
    }
    if (found == nullptr) return {at::Tensor()};
    return {at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(static_cast<c10::TensorImpl*>(found)))};
  }

  void release_variables() override {
    input_.reset_data();
    state_.reset();
  }

  std::string name() const override { return "PastaGenCheckpoint"; }

 private:
  CheckpointState state_;
  torch::autograd::SavedVariable input_;
  CheckpointBackward backward_;
};

// The output's memory as a tensor whose history is this one step.
inline at::Tensor checkpoint(const at::Tensor& output, const at::Tensor& input, CheckpointState state, CheckpointBackward backward) {
  std::shared_ptr<Checkpoint> node(new Checkpoint(input, std::move(state), backward), torch::autograd::deleteNode);
  at::Tensor result = output.variable_data();
  torch::autograd::set_history(result, node);
  return result;
}

}  // namespace pastagen
