using System.Reflection;
using System.Reflection.Emit;

namespace PastaGen.Modules.Tests;

/// <summary>Published data flows say which settings they read: what they say is held to their compiled code.</summary>
public class FlowReadsTests
{
    // Those that the compiler takes for unread where no block says otherwise.
    private static readonly ConfigSetting[] Held =
        [ConfigSetting.EmbeddingSize, ConfigSetting.TokenTypeCount, ConfigSetting.Activation, ConfigSetting.EmbeddingDropout, ConfigSetting.AttentionDropout];

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static TheoryData<string> Flows => [.. typeof(EncoderConfig).Assembly.GetTypes().Where(type => type.IsDefined(typeof(FlowAttribute), false)).Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_flow_says_what_its_code_reads(string name)
    {
        var flow = typeof(EncoderConfig).Assembly.GetType(name, throwOnError: true)!;
        var called = new HashSet<MethodBase>();
        foreach (var method in MethodsOf(flow)) Follow(method, called);
        var read = Held.Where(setting => called.Any(method => method.DeclaringType == typeof(EncoderConfig) && method.Name == $"get_{setting}"));
        Assert.Equal(read.Order(), flow.GetCustomAttribute<FlowAttribute>()!.Reads.Order());
    }

    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var own = type.GetMethods(all).Concat<MethodBase>(type.GetConstructors(all)).Concat(type.GetNestedTypes(all).SelectMany(MethodsOf));
        return type.BaseType is { } above && above.Assembly == type.Assembly ? own.Concat(MethodsOf(above)) : own;
    }

    // Into everything that the code calls within its assembly, except what a config computes from itself.
    private static void Follow(MethodBase method, HashSet<MethodBase> called)
    {
        if (!called.Add(method) || method.DeclaringType == typeof(EncoderConfig) || method.Module != typeof(EncoderConfig).Module) return;
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) return;
        for (var at = 0; at < code.Length;)
        {
            var operation = Codes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } target) Follow(target, called);
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase caller, int token) => caller.Module.ResolveMethod(
        token, caller.DeclaringType?.GetGenericArguments(), caller.IsGenericMethod ? caller.GetGenericArguments() : null);
}
