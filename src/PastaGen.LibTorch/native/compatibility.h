// What differs between the versions of libtorch.
#pragma once

#include <ATen/ATen.h>
#include <ATen/core/List.h>

namespace pastagen {

// libtorch had an optional of its own before it took the standard's; the signature of indexing tells which one this is.
template <typename Element> Element element_of(at::Tensor (*)(const at::Tensor&, const c10::List<Element>&));
using OptionalTensor = decltype(element_of(&at::_ops::index_Tensor::call));

}  // namespace pastagen
