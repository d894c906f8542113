namespace PastaGen;

/// <summary>How often dropout before a head's answer drops an element.</summary>
public enum HeadDropout
{
    /// <summary>As the encoder's config.json says for classifiers, and as for hidden states where it says nothing.</summary>
    Classifier,

    /// <summary>As for hidden states.</summary>
    Hidden,
}
