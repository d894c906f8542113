using System.Collections;
using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules in a row, registered under their numbers.</summary>
    /// <typeparam name="T">The type of the modules.</typeparam>
    public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
    {
        private readonly List<T> list = [];

        /// <summary>A list of modules.</summary>
        public ModuleList(params T[] modules) : base(nameof(ModuleList<>))
        {
            list.AddRange(modules);
            RegisterComponents();
        }

        /// <summary>How many modules there are.</summary>
        public int Count => list.Count;

        /// <summary>False: modules can be added.</summary>
        public bool IsReadOnly => false;

        /// <summary>The module of a number.</summary>
        public T this[int index]
        {
            get => list[index];
            set => Change(() => list[index] = value);
        }

        /// <summary>Adds a module at the end.</summary>
        public void Add(T item) => Change(() => list.Add(item));

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => Change(() => list.AddRange(parameters));

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules) => Change(() => list.AddRange(modules));

        /// <summary>Puts a module before the one of a number.</summary>
        public void Insert(int index, T item) => Change(() => list.Insert(index, item));

        /// <summary>Takes a module out, without disposing it.</summary>
        public void RemoveAt(int index) => Change(() => list.RemoveAt(index));

        /// <summary>Takes all modules out, without disposing them.</summary>
        public void Clear() => Change(list.Clear);

        /// <summary>Takes a module out, without disposing it.</summary>
        public bool Remove(T item)
        {
            var removed = list.Remove(item);
            RegisterComponents();
            return removed;
        }

        /// <summary>Whether a module is in the list.</summary>
        public bool Contains(T item) => list.Contains(item);

        /// <summary>The number of a module; -1 where it is not in the list.</summary>
        public int IndexOf(T item) => list.IndexOf(item);

        /// <summary>Copies the modules into an array.</summary>
        public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

        /// <summary>The modules in order.</summary>
        public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Registers the modules anew under their numbers.</summary>
        protected override void RegisterComponents()
        {
            ClearModules();
            for (var i = 0; i < list.Count; i++) register_module(i.ToString(CultureInfo.InvariantCulture), list[i]);
        }

        private void Change(Action change)
        {
            change();
            RegisterComponents();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules in a row.</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

            /// <summary>A tensor as a parameter; the tensor is empty afterwards.</summary>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
