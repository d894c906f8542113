namespace TorchSharp;

/// <summary>A kind of device; the numbers are libtorch's.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,
    /// <summary>An NVIDIA GPU.</summary>
    CUDA = 1,
    /// <summary>oneDNN's own layouts.</summary>
    MKLDNN = 2,
    /// <summary>OpenGL.</summary>
    OPENGL = 3,
    /// <summary>OpenCL.</summary>
    OPENCL = 4,
    /// <summary>IDEEP.</summary>
    IDEEP = 5,
    /// <summary>An AMD GPU.</summary>
    HIP = 6,
    /// <summary>An FPGA.</summary>
    FPGA = 7,
    /// <summary>Microsoft's neural processors.</summary>
    MSNPU = 8,
    /// <summary>XLA and TPUs.</summary>
    XLA = 9,
    /// <summary>Apple's GPUs.</summary>
    MPS = 13,
    /// <summary>No device: tensors have a shape and a dtype and no memory.</summary>
    META = 14,
}
