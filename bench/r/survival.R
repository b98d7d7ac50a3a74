# Rscript survival.R <data file> <measure> <rounds>: times one measure of R's survival package on the data of a file.
# Prints one line: milliseconds of processor time of each round | peak memory of the process in kB, or NA | the answer.
suppressMessages(library(survival))
given <- commandArgs(trailingOnly = TRUE)
file <- file(given[1], "rb")
rows <- readBin(file, "integer", 1)
read <- function() readBin(file, "double", rows)
data <- data.frame(time = read(), event = read(), group = read())
for (covariate in paste0("x", 1:8)) data[[covariate]] <- read()
close(file)

measures <- list(
  "kaplan-meier" = list(
    run = function() survfit(Surv(time, event) ~ 1, data, conf.type = "log-log"),
    read = function(curve) {
      at <- summary(curve, times = quantile(data$time, c(.1, .3, .5, .7, .9), type = 1, names = FALSE))
      c(at$surv, at$lower, at$upper)
    }
  ),
  "log-rank" = list(
    run = function() survdiff(Surv(time, event) ~ group, data),
    read = function(test) c(test$chisq, test$exp)
  ),
  "cox" = list(
    run = function() coxph(Surv(time, event) ~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8, data, ties = "efron"),
    read = function(fit) c(fit$coefficients, sqrt(diag(fit$var)), fit$concordance["concordance"])
  )
)
measure <- measures[[given[2]]]
times <- c()
for (round in seq_len(as.integer(given[3]))) {
  times <- c(times, sum(system.time(answer <- measure$run())[c("user.self", "sys.self")]))
}
status <- "/proc/self/status"
peak <- if (file.exists(status)) sub("\\D*(\\d+).*", "\\1", grep("^VmHWM", readLines(status), value = TRUE)) else "NA"
cat(paste(1000 * times, collapse = " "), peak, paste(sprintf("%.17g", measure$read(answer)), collapse = " "), sep = "|")
