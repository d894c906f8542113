using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Something with parameters, buffers and modules of its own, each registered under a name. Fields are not looked at:
        /// whoever derives registers explicitly, in the constructor or in <see cref="RegisterComponents"/>.
        /// What is registered is owned: it leaves its dispose scope and is disposed with the module.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> registeredParameters = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> registeredBuffers = [];
            private readonly OrderedDictionary<string, Module> registeredModules = [];

            /// <summary>The name that <see cref="GetName"/> returns.</summary>
            protected string name;

            /// <summary>A module of a name, with nothing registered.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module behaves as in training, which dropout does.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>The module's own name, usually its class's.</summary>
            public virtual string GetName() => name;

            /// <summary>Registers a parameter.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                param.DetachFromDisposeScope();
                if (!registeredParameters.TryAdd(name, param)) throw Taken(name, "parameter");
            }

            /// <summary>Registers a tensor that is part of the module's state and not trained.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                tensor.DetachFromDisposeScope();
                if (!registeredBuffers.TryAdd(name, (tensor, persistent))) throw Taken(name, "buffer");
            }

            /// <summary>Registers a module inside this one.</summary>
            /// <exception cref="ArgumentException">The name is empty or holds a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"'{name}' cannot name a module: expected a name without dots, since dots join the names of nested modules", nameof(name));
                if (!registeredModules.TryAdd(name, submodule)) throw Taken(name, "module");
                submodule.RegisterComponents();
            }

            /// <summary>Registers a module inside this one.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Where a derived class may register its parts; does nothing here, since fields are not looked at.</summary>
            protected virtual void RegisterComponents() { }

            /// <summary>Registers a parameter in place of what its name stood for; removes the name where it is null.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) registeredParameters.Remove(name);
                else registeredParameters[name] = value;
            }

            /// <summary>Registers a buffer in place of what its name stood for; removes the name where it is null.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) registeredBuffers.Remove(name);
                else registeredBuffers[name] = (value, persistent);
            }

            /// <summary>Stores a parameter in a module's field and under its name, disposing the one that was there.</summary>
            internal void Own(string name, ref Parameter? stored, Parameter? value)
            {
                if (ReferenceEquals(stored, value)) return;
                stored?.Dispose();
                stored = value;
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, value);
            }

            /// <summary>Forgets the modules inside this one, without disposing them.</summary>
            protected void ClearModules() => registeredModules.Clear();

            /// <summary>Sets a module and those inside it to behave as in training, or not.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in registeredModules.Values) child.train(train);
            }

            /// <summary>Sets a module and those inside it to behave as in use.</summary>
            public virtual void eval() => train(false);

            /// <summary>Forgets the gradients of all parameters, or sets them to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else gradient.zero_();
                }
            }

            /// <summary>Calls a function on the modules inside this one, innermost first, and on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in registeredModules.Values) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Disposes all that is registered; a second call does nothing.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes all that is registered.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in registeredParameters.Values) parameter.Dispose();
                foreach (var (buffer, _) in registeredBuffers.Values) buffer.Dispose();
                foreach (var child in registeredModules.Values) child.Dispose();
            }

            private InvalidOperationException Taken(string name, string what) => new($"module {GetName()} already has a {what} named '{name}'");
        }
    }
}
