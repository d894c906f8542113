using PastaGen.LibTorch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array on a device. Owns one reference to libtorch's tensor, held by the innermost
    /// <see cref="DisposeScope"/> of the thread that made it, if there is one; the finalizer is the last net.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long liveCount;
        private static long peakCount;
        private nint handle;

        internal Tensor(nint handle) : this(handle, register: true) { }

        internal Tensor(nint handle, bool register)
        {
            this.handle = handle;
            var live = Interlocked.Increment(ref liveCount);
            if (live > peakCount) peakCount = live;
            if (register) DisposeScopeManager.OfThread.Register(this);
        }

        /// <summary>The last net under tensors that nobody disposed.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>How many tensors of this process have a managed owner now.</summary>
        public static long TotalCount => Interlocked.Read(ref liveCount);

        /// <summary>The highest <see cref="TotalCount"/> that was seen.</summary>
        public static long PeakCount => Interlocked.Read(ref peakCount);

        /// <summary>libtorch's tensor, a borrowed <c>c10::TensorImpl*</c>.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed, or became a parameter.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "the tensor was disposed, or its data was handed to a parameter");

        /// <summary>Whether the tensor was disposed or gave its data away.</summary>
        public bool IsInvalid => handle == 0;

        internal DisposeScope? Scope { get; set; }

        internal int ScopeSlot { get; set; }

        /// <summary>Wraps a <c>c10::TensorImpl*</c> whose reference the new tensor takes over.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Gives up the native reference to the caller; the tensor is invalid from then on.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var given = Handle;
            Scope?.Detach(this);
            Forget();
            return given;
        }

        /// <summary>Frees the tensor; a second call does nothing.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Releases the tensor from every scope: whoever holds it disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope outside its own.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to a scope; to none where it is null.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope that holds another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.Scope);

        /// <summary>Frees the native reference once.</summary>
        /// <param name="disposing">False from the finalizer, which must not touch scopes.</param>
        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0) return;
            if (disposing)
            {
                if (Scope is { } scope) scope.MarkAsDisposed(this);
                else DisposeScopeManager.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
            }
            Free();
        }

        /// <summary>Frees on behalf of a scope that has counted already.</summary>
        internal void Release()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        /// <summary>Takes over another tensor's data in place of its own; the other is empty afterwards.</summary>
        internal void Become(Tensor other)
        {
            var old = Handle;
            handle = other.DecoupleFromNativeHandle();
            Native.pastagen_tensor_release(old);
        }

        /// <summary>Passes on what native code answered, and holds off the finalizer until it has.</summary>
        private T Alive<T>(T answer)
        {
            GC.KeepAlive(this);
            return answer;
        }

        private void Forget()
        {
            handle = 0;
            Interlocked.Decrement(ref liveCount);
            GC.SuppressFinalize(this);
        }

        private void Free()
        {
            var freed = Interlocked.Exchange(ref handle, 0);
            if (freed == 0) return;
            Interlocked.Decrement(ref liveCount);
            Native.pastagen_tensor_release(freed);
        }
    }
}
