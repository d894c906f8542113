namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What can be called with one input.</summary>
        /// <typeparam name="T">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes the result, hooks included.</summary>
            TResult call(T input1);
        }

        /// <summary>A module of one input.</summary>
        /// <typeparam name="T">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public abstract class Module<T, TResult> :
            HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>,
            IModule<T, TResult>
        {
            /// <summary>A module of a name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result.</summary>
            public abstract TResult forward(T input);

            /// <summary>Computes the result, hooks included.</summary>
            public TResult call(T input)
            {
                if (!HasHooks) return forward(input);
                foreach (var hook in Before) input = hook(this, input);
                var result = forward(input);
                foreach (var hook in After) result = hook(this, input, result);
                return result;
            }
        }

        /// <summary>What can be called with two inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes the result, hooks included.</summary>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module of two inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public abstract class Module<T1, T2, TResult> :
            HookableModule<Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>,
            IModule<T1, T2, TResult>
        {
            /// <summary>A module of a name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Computes the result, hooks included.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                if (!HasHooks) return forward(input1, input2);
                foreach (var hook in Before)
                    if (hook(this, input1, input2) is { } changed) (input1, input2) = changed;
                var result = forward(input1, input2);
                foreach (var hook in After) result = hook(this, input1, input2, result);
                return result;
            }
        }

        /// <summary>What can be called with three inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public interface IModule<T1, T2, T3, TResult>
        {
            /// <summary>Computes the result, hooks included.</summary>
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module of three inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, TResult> :
            HookableModule<Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>,
            IModule<T1, T2, T3, TResult>
        {
            /// <summary>A module of a name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Computes the result, hooks included.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                if (!HasHooks) return forward(input1, input2, input3);
                foreach (var hook in Before)
                    if (hook(this, input1, input2, input3) is { } changed) (input1, input2, input3) = changed;
                var result = forward(input1, input2, input3);
                foreach (var hook in After) result = hook(this, input1, input2, input3, result);
                return result;
            }
        }

        /// <summary>What can be called with four inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="T4">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, TResult>
        {
            /// <summary>Computes the result, hooks included.</summary>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        /// <summary>A module of four inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="T4">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, TResult> :
            HookableModule<Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>,
            IModule<T1, T2, T3, T4, TResult>
        {
            /// <summary>A module of a name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Computes the result, hooks included.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                if (!HasHooks) return forward(input1, input2, input3, input4);
                foreach (var hook in Before)
                    if (hook(this, input1, input2, input3, input4) is { } changed) (input1, input2, input3, input4) = changed;
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in After) result = hook(this, input1, input2, input3, input4, result);
                return result;
            }
        }

        /// <summary>What can be called with five inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="T4">The type of an input.</typeparam>
        /// <typeparam name="T5">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, T5, TResult>
        {
            /// <summary>Computes the result, hooks included.</summary>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);
        }

        /// <summary>A module of five inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="T3">The type of an input.</typeparam>
        /// <typeparam name="T4">The type of an input.</typeparam>
        /// <typeparam name="T5">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, T5, TResult> :
            HookableModule<Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)?>, Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult>>,
            IModule<T1, T2, T3, T4, T5, TResult>
        {
            /// <summary>A module of a name.</summary>
            protected Module(string name) : base(name) { }

            /// <summary>Computes the result.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            /// <summary>Computes the result, hooks included.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5)
            {
                if (!HasHooks) return forward(input1, input2, input3, input4, input5);
                foreach (var hook in Before)
                    if (hook(this, input1, input2, input3, input4, input5) is { } changed) (input1, input2, input3, input4, input5) = changed;
                var result = forward(input1, input2, input3, input4, input5);
                foreach (var hook in After) result = hook(this, input1, input2, input3, input4, input5, result);
                return result;
            }
        }
    }
}
