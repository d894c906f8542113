namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <content>Changes of dtype and device.</content>
        public partial class Module
        {
            /// <summary>
            /// Moves and converts what is registered. The managed objects stay, so that fields which hold them stay true; their
            /// native tensors are new ones, without gradients. Whole numbers keep their dtype.
            /// </summary>
            internal void Move(ScalarType? dtype, Device? device, bool non_blocking)
            {
                using var untracked = no_grad();
                foreach (var (_, module) in Reached(recurse: true))
                {
                    foreach (var parameter in module.registeredParameters.Values) Move(parameter, dtype, device, non_blocking);
                    foreach (var (buffer, _) in module.registeredBuffers.Values) Move(buffer, dtype, device, non_blocking);
                }
            }

            private static void Move(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var kind = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                if (kind == tensor.dtype && place.type == tensor.device_type && (place.index < 0 || place.index == tensor.device_index)) return;
                var trained = tensor.requires_grad;
                using var old = tensor.detach();
                tensor.Become(old.to(kind, place, non_blocking: non_blocking).requires_grad_(trained));
            }
        }
    }
}
