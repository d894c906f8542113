using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <content>What is registered, listed; a tensor that stands under several names is listed under the first.</content>
        public partial class Module
        {
            /// <summary>The parameters with their names; those of inner modules too, unless told otherwise.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (prefix, module) in Reached(recurse))
                    foreach (var (name, parameter) in module.registeredParameters)
                        if (seen.Add(parameter)) yield return (prefix + name, parameter);
            }

            /// <summary>The buffers with their names; those of inner modules too, unless told otherwise.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (prefix, module) in Reached(recurse))
                    foreach (var (name, (buffer, persistent)) in module.registeredBuffers)
                        if ((persistent || include_nonpersistent) && seen.Add(buffer)) yield return (prefix + name, buffer);
            }

            /// <summary>The modules inside this one, directly, with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach (var (name, module) in registeredModules) yield return (name, module);
            }

            /// <summary>All modules inside this one with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                Reached(recurse: true).Skip(1).Select(reached => (reached.Prefix[..^1], reached.Module));

            /// <summary>The parameters; those of inner modules too, unless told otherwise.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(named => named.parameter);

            /// <summary>The buffers; those of inner modules too, unless told otherwise.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            /// <summary>The modules inside this one, directly.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(named => named.module);

            /// <summary>All modules inside this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            /// <summary>The parameter of a name, such as <c>layer.0.weight</c>; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) => Owner(target, out var name)?.registeredParameters.GetValueOrDefault(name);

            /// <summary>The buffer of a name; null where there is none.</summary>
            public virtual Tensor? get_buffer(string target) => Owner(target, out var name)?.registeredBuffers.GetValueOrDefault(name).Tensor;

            /// <summary>Whether there is a parameter of a name.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether there is a buffer of a name.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>Parameters and persistent buffers under their names; the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(start + name, parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(start + name, buffer);
                return destination;
            }

            /// <summary>Copies values into parameters and persistent buffers by name.</summary>
            /// <exception cref="InvalidOperationException">Strict, and names are missing or unexpected.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var skipped = skip ?? [];
                List<string> missing = [.. own.Keys.Where(name => !source.ContainsKey(name) && !skipped.Contains(name))];
                List<string> unexpected = [.. source.Keys.Where(name => !own.ContainsKey(name) && !skipped.Contains(name))];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"the state does not fit {GetName()}: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}]");
                using var untracked = no_grad();
                foreach (var (name, tensor) in own)
                    if (!skipped.Contains(name) && source.TryGetValue(name, out var value)) tensor.copy_(value);
                return (missing, unexpected);
            }

            /// <summary>This module and those inside it, outermost first, each with the prefix of its contents' names.</summary>
            private IEnumerable<(string Prefix, Module Module)> Reached(bool recurse, string prefix = "")
            {
                yield return (prefix, this);
                if (!recurse) yield break;
                foreach (var (name, child) in registeredModules)
                    foreach (var inner in child.Reached(true, $"{prefix}{name}."))
                        yield return inner;
            }

            private Module? Owner(string target, out string name)
            {
                var path = target.Split('.');
                name = path[^1];
                Module? owner = this;
                foreach (var step in path[..^1]) owner = owner?.registeredModules.GetValueOrDefault(step);
                return owner;
            }
        }
    }
}
