namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls can be watched and changed by functions that run before and after it.</summary>
        /// <typeparam name="TPreHook">Sees the inputs and may replace them.</typeparam>
        /// <typeparam name="TPostHook">Sees inputs and result and may replace the result.</typeparam>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly OrderedDictionary<string, TPreHook> before = [];
            private readonly OrderedDictionary<string, TPostHook> after = [];
            private int hooksEverAdded;

            /// <summary>A module of a name.</summary>
            protected HookableModule(string name) : base(name) { }

            /// <summary>Adds a function that runs after the module.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                var remover = new HookRemover(this, NextKey());
                after.Add(remover.Key, hook);
                return remover;
            }

            /// <summary>Adds a function that runs before the module.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                var remover = new HookRemover(this, NextKey());
                before.Add(remover.Key, hook);
                return remover;
            }

            internal bool HasHooks => before.Count + after.Count > 0;

            internal IEnumerable<TPreHook> Before => before.Values;

            internal IEnumerable<TPostHook> After => after.Values;

            private string NextKey() => (hooksEverAdded++).ToString(System.Globalization.CultureInfo.InvariantCulture);

            /// <summary>Takes a hook away again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> module;

                /// <summary>Removes the hook of a key from a module.</summary>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key) => (this.module, Key) = (module, key);

                internal string Key { get; }

                /// <summary>Takes the hook away; a second call does nothing.</summary>
                public void remove()
                {
                    module.before.Remove(Key);
                    module.after.Remove(Key);
                }
            }
        }
    }
}
