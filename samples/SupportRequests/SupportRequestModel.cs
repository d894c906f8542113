using PastaGen;
using PastaGen.Models;

namespace SupportRequests;

/// <summary>Who must act first on a support request; the data files spell these names in lower case.</summary>
public enum Department
{
    /// <summary>Log-in, profiles, privacy.</summary>
    Account,

    /// <summary>Charges, invoices, refunds that have not arrived.</summary>
    Billing,

    /// <summary>Where a parcel is.</summary>
    Delivery,

    /// <summary>Sending back and exchange.</summary>
    Returns,

    /// <summary>Questions before a purchase.</summary>
    Sales,

    /// <summary>The shops.</summary>
    Stores,

    /// <summary>The protection plan and the membership.</summary>
    Subscriptions,

    /// <summary>Something does not work.</summary>
    Technical,
}

/// <summary>ModernBERT that routes support requests, by special token adaptation.</summary>
[Model<IModernbert>]
[Pasta]
[SequenceClassification<Department>]
public sealed partial class SupportRequestModel;
