using Microsoft.Extensions.Logging;

namespace LstmGen.AspNetCore;

/// <summary>A model of a service, the file that its weights come from, and how the last load went.</summary>
/// <typeparam name="T">The model.</typeparam>
public sealed partial class LoadedModel<T>
    where T : class, IRecurrentModel
{
    // A file that was written within this time may still be written to without a change of its time.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private readonly RecurrentModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _loading = new();
    private FileStamp _loaded;
    private FileStamp? _refused;
    private volatile ModelFileStatus _status;

    /// <summary>Loads <paramref name="path"/> into <paramref name="model"/>.</summary>
    /// <exception cref="SafetensorsException">The file does not fit the model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">There is no model.</exception>
    internal LoadedModel(T? model, string path, RecurrentModelOptions options, TimeProvider time, ILogger logger)
    {
        Model = model
            ?? throw new InvalidOperationException(
                $"The function that was given to AddRecurrentModel<{typeof(T).Name}> returned null. Return a model.");
        Path = System.IO.Path.GetFullPath(path);
        (_options, _time, _logger) = (options, time, logger);
        _loaded = FileStamp.Of(Path);
        ModelFile.Load(Model.Parameters, Path, options.Load);
        _status = new ModelFileStatus(time.GetUtcNow(), Loads: 1, Failure: null);
        LogLoaded(Model.Description.Name, Path);
    }

    /// <summary>The model: one for all requests, which may call Predict at the same time; on a GPU they take turns.</summary>
    public T Model { get; }

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>How the last load went.</summary>
    public ModelFileStatus Status => _status;

    /// <summary>
    /// Loads the file again if it has changed since it was loaded; a failure, also of a function of
    /// <see cref="RecurrentModelOptions.Load"/>, is noted in <see cref="Status"/> and leaves the old weights. A file whose content was
    /// refused is not read again until it changes.
    /// </summary>
    /// <returns>Whether weights were loaded.</returns>
    public bool Refresh()
    {
        lock (_loading)
        {
            // Taken before the file is read: what is written meanwhile changes it, and is loaded by the next call.
            FileStamp now = FileStamp.Of(Path);
            if (now == _loaded)
            {
                // Also where a file that could not be loaded was taken back.
                if (_status.Failure is not null)
                    _status = _status with { Failure = null };
                return false;
            }

            if (now == _refused)
                return false;
            try
            {
                ModelFile.Load(Model.Parameters, Path, _options.Load);
            }
            catch (Exception e)
            {
                // Whatever it is: the old weights still answer, and no caller of the watcher could do anything about it.
                string problem = e is SafetensorsException or IOException or UnauthorizedAccessException or ArgumentException
                    ? e.Message
                    : $"{e.GetType().Name}: {e.Message}";
                if (_status.Failure != problem)
                    LogFailed(Model.Description.Name, Path, problem, e);
                _status = _status with { Failure = problem };
                bool isSettled = _time.GetUtcNow().UtcDateTime - now.Written > Settled;
                _refused = e is SafetensorsException && isSettled ? now : null;
                return false;
            }

            (_loaded, _refused) = (now, null);
            _status = new ModelFileStatus(_time.GetUtcNow(), _status.Loads + 1, Failure: null);
            LogLoaded(Model.Description.Name, Path);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Model} has the weights of {Path}.")]
    private partial void LogLoaded(string model, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} keeps its weights, because {Path} cannot be loaded: {Problem}")]
    private partial void LogFailed(string model, string path, string problem, Exception exception);
}
