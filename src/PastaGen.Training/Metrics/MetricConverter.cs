using System.ComponentModel;
using System.Globalization;

namespace PastaGen.Training;

/// <summary>Reads a metric's name where settings are bound from a configuration.</summary>
internal sealed class MetricConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => Metric.Named((string)value);
}
