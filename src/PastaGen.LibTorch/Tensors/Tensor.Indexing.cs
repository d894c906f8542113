using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>The indexer and what it is made of: views for numbers and ranges, copies for masks and lists of places.</content>
    public partial class Tensor
    {
        /// <summary>What is at places: a view where only numbers and ranges are given. Setting writes in place.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements at lists of places, or under a mask. Setting writes in place.</summary>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>A slice of the first dimension, as a view. Setting writes in place.</summary>
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Write(select(0, i1), value);
        }

        /// <summary>A slice of the first two dimensions, as a view. Setting writes in place.</summary>
        public Tensor this[long i1, long i2]
        {
            get => index(Places(i1, i2));
            set => index_put_(value, Places(i1, i2));
        }

        /// <summary>A slice of the first three dimensions, as a view. Setting writes in place.</summary>
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(Places(i1, i2, i3));
            set => index_put_(value, Places(i1, i2, i3));
        }

        /// <summary>A slice of the first four dimensions, as a view. Setting writes in place.</summary>
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(Places(i1, i2, i3, i4));
            set => index_put_(value, Places(i1, i2, i3, i4));
        }

        /// <summary>The elements at lists of places, or under a mask.</summary>
        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call(this, Argument.OptionalTensors(indices));

        /// <summary>What is at places: a view where only numbers and ranges are given.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var (view, places) = View(indices);
            if (places is null) return view;
            using (view) return Aten.index_Tensor.Call(view, Argument.OptionalTensors(places));
        }

        /// <summary>Writes at lists of places, or under a mask.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Writes at places.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <summary>Writes at lists of places, or adds where asked to.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.index_put_.CallInPlace(this, this, Argument.OptionalTensors(indices), value, accumulate);

        /// <summary>Writes at places, or adds where asked to.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, places) = View(indices);
            using (view)
            {
                if (places is not null) Aten.index_put_.CallInPlace(view, view, Argument.OptionalTensors(places), value, accumulate);
                else if (accumulate) view.add_(value);
                else view.copy_(value);
            }
            return this;
        }

        /// <summary>Writes a number at places.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            var (view, places) = View(indices);
            using (view)
            {
                if (places is null)
                {
                    view.fill_(value);
                    return this;
                }
                using var number = full([], value, dtype, device);
                Aten.index_put_.CallInPlace(view, view, Argument.OptionalTensors(places), number);
            }
            return this;
        }

        /// <summary>Applies numbers, ranges and new dimensions; what is left are places, one per dimension of the view, or none.</summary>
        private (Tensor View, Tensor?[]? Places) View(TensorIndex[] indices)
        {
            var named = indices.Sum(DimensionsTaken);
            if (named > ndim) throw new ArgumentException($"a tensor of {ndim} dimensions cannot take {named} indices", nameof(indices));
            var view = alias();
            Tensor?[]? places = null;
            var at = 0;
            foreach (var one in indices)
            {
                switch (one.Kind)
                {
                    case TensorIndex.IndexKind.None: view = Next(view, view.unsqueeze(at++)); break;
                    case TensorIndex.IndexKind.Ellipsis: at += (int)(ndim - named); break;
                    case TensorIndex.IndexKind.Single: view = Next(view, view.select(at, one.Start!.Value)); break;
                    case TensorIndex.IndexKind.Slice:
                        if (one.Start is not null || one.Stop is not null || one.Step is not null)
                            view = Next(view, Aten.slice_Tensor.Call(view, at, one.Start, one.Stop, one.Step ?? 1));
                        at++;
                        break;
                    case TensorIndex.IndexKind.Mask:
                        view = Next(view, view.unsqueeze(at));
                        Put(ref places, at++, tensor(new[] { one.Start == 1 }));
                        break;
                    default:
                        Put(ref places, at, one.Places!);
                        at += (int)DimensionsTaken(one);
                        break;
                }
            }
            return (view, places);
        }

        private static long DimensionsTaken(TensorIndex index) => index.Kind switch
        {
            TensorIndex.IndexKind.Single or TensorIndex.IndexKind.Slice => 1,
            // A mask covers as many dimensions as it has itself.
            TensorIndex.IndexKind.Tensor => index.Places!.dtype == ScalarType.Bool ? index.Places.ndim : 1,
            _ => 0,
        };

        private static TensorIndex[] Places(params ReadOnlySpan<long> numbers)
        {
            var places = new TensorIndex[numbers.Length];
            for (var i = 0; i < places.Length; i++) places[i] = numbers[i];
            return places;
        }

        private static void Put(ref Tensor?[]? places, int at, Tensor tensor)
        {
            Array.Resize(ref places, at + 1);
            places[at] = tensor;
        }

        private static Tensor Next(Tensor old, Tensor next)
        {
            old.Dispose();
            return next;
        }

        private static void Write(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }
    }
}
