namespace LstmGen.Data;

/// <summary>How frequencies become mels.</summary>
public enum MelScale
{
    /// <summary>2595 log10(1 + f / 700), as HTK and torchaudio (<c>mel_scale="htk"</c>); the default there.</summary>
    Htk,

    /// <summary>Linear below 1 kHz, logarithmic above (Slaney 1998), as librosa (<c>htk=False</c>); the default there.</summary>
    Slaney,
}
