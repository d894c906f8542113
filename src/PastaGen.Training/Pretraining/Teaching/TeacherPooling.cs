namespace PastaGen.Training;

/// <summary>What of a passage is compared with a teacher.</summary>
public enum TeacherPooling
{
    /// <summary>The mean of its states, with the teacher's mean.</summary>
    Mean,

    /// <summary>Its first state, with the teacher's mean.</summary>
    FirstState,

    /// <summary>The states of its tokens and of the special tokens around them, with those of the teacher; where tokens differ, means over those of the same text.</summary>
    Tokens,
}
