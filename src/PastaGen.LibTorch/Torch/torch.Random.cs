using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <content>The state from which random numbers come.</content>
public static unsafe partial class torch
{
    /// <summary>Seeds the default generators of every device.</summary>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <summary>The state of the processor's default generator, a tensor of bytes.</summary>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <summary>Sets the state of the processor's default generator.</summary>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The seed that the processor's default generator was last given.</summary>
    public static long initial_seed() => random.initial_seed();

    /// <summary>The processor's default generator.</summary>
    public static class random
    {
        /// <summary>Seeds the default generators of every device.</summary>
        public static Generator manual_seed(long seed)
        {
            Native.Check(Native.pastagen_manual_seed((ulong)seed), "seeding the random numbers");
            return Generator.Default;
        }

        /// <summary>The seed that the generator was last given.</summary>
        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        /// <summary>Seeds with a number that nobody chose, and returns it.</summary>
        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        /// <summary>The generator's state, a tensor of bytes.</summary>
        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        /// <summary>Sets the generator's state.</summary>
        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        /// <summary>A new generator on the processor; on another device that device's default one, seeded.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            var own = this.device.type == DeviceType.CPU;
            handle = Open(own ? -1 : (int)this.device.type, this.device.index, seed);
            if (!own) manual_seed((long)seed);
        }

        private Generator(Device device)
        {
            this.device = device;
            handle = Open((int)device.type, device.index, 0);
        }

        /// <summary>The last net under generators that nobody disposed.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The processor's default generator.</summary>
        public static Generator Default => DefaultOf(CPU);

        /// <summary>libtorch's generator.</summary>
        /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        /// <summary>The device whose numbers it draws.</summary>
        public Device device { get; }

        internal static Generator DefaultOf(Device device) => new(device);

        /// <summary>Starts again from a seed.</summary>
        public Generator manual_seed(long seed)
        {
            Native.Check(Alive(Native.pastagen_generator_seed(Handle, (ulong)seed)), "seeding a generator");
            return this;
        }

        /// <summary>Starts again from a seed that nobody chose, and returns it.</summary>
        public long seed()
        {
            ulong chosen;
            Native.Check(Alive(Native.pastagen_generator_reseed(Handle, &chosen)), "seeding a generator");
            return (long)chosen;
        }

        /// <summary>The seed last given.</summary>
        public long initial_seed()
        {
            ulong given;
            Native.Check(Alive(Native.pastagen_generator_initial_seed(Handle, &given)), "reading a generator's seed");
            return (long)given;
        }

        /// <summary>The whole state, a tensor of bytes.</summary>
        public Tensor get_state()
        {
            nint state;
            Native.Check(Alive(Native.pastagen_generator_state(Handle, &state)), "reading a generator's state");
            return new Tensor(state);
        }

        /// <summary>Sets the whole state.</summary>
        public void set_state(Tensor value)
        {
            Native.Check(Alive(Native.pastagen_generator_set_state(Handle, value.Handle)), "setting a generator's state");
            GC.KeepAlive(value);
        }

        /// <summary>Frees the generator; a second call does nothing.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native generator once.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref handle, 0) is not 0 and var held) Native.pastagen_generator_release(held);
        }

        private int Alive(int status)
        {
            GC.KeepAlive(this);
            return status;
        }

        private static nint Open(int type, int index, ulong seed)
        {
            nint opened;
            Native.Check(Native.pastagen_generator(type, index, seed, &opened), "opening a generator");
            return opened;
        }
    }
}
