# Reference values of Cox regressions with entries, weights, strata and clusters: Rscript cox.R > cox.json
# (Debian bookworm: r-base-core 4.2.2, r-cran-survival 3.5-3)
suppressMessages(library(survival))
control <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
number <- function(x) paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ",")
name <- function(x) paste0('"', x, '"', collapse = ",")

lung <- read.csv("lung.csv")
row <- seq_len(nrow(lung))
lung$entry <- ifelse(row %% 3 == 0, -1, floor(lung$time * ((row * 37) %% 100) / 101))
lung$month <- floor(lung$time / 30) + 1
lung$start <- ifelse(row %% 3 == 0, -1, floor(lung$month * ((row * 37) %% 100) / 101))
lung$weight <- 0.5 + ((row * 17) %% 40) / 16
lung$copies <- 1 + row %% 3
lung$cluster <- (row * 7) %% 60
heart$patient <- heart$id
heart$surgery <- as.numeric(heart$surgery)
heart$transplant <- as.numeric(as.character(heart$transplant))

model <- function(name_, data, entry, time, covariates, ties, strata = NULL, weights = NULL, cluster = NULL) {
  data <- data[complete.cases(data[, c(time, covariates)]), ]
  left <- if (is.null(entry)) sprintf("Surv(%s, event)", time) else sprintf("Surv(%s, %s, event)", entry, time)
  right <- paste(c(covariates, if (!is.null(strata)) sprintf("strata(%s)", strata)), collapse = " + ")
  parts <- list(as.formula(paste(left, "~", right)), data = data, ties = ties, control = control, x = TRUE, model = TRUE,
    robust = !is.null(cluster))
  if (!is.null(weights)) parts$weights <- data[[weights]]
  if (!is.null(cluster)) parts$cluster <- data[[cluster]]
  fit <- do.call(coxph, parts)
  zph <- cox.zph(fit)$table
  at <- as.data.frame(lapply(covariates, function(x) median(data[[x]])))
  names(at) <- covariates
  if (!is.null(strata)) at[[strata]] <- sort(unique(data[[strata]]))[1]
  curve <- survfit(fit, newdata = at, conf.type = "log-log")
  steps <- which(curve$n.event > 0)
  steps <- steps[seq(1, length(steps), by = max(1, floor(length(steps) / 20)))]
  option <- function(x) if (is.null(x)) "null" else name(x)
  se <- sqrt(diag(fit$var))
  sprintf(paste0('{"data":"%s","ties":"%s","entry":%s,"time":"%s","covariates":[%s],"strata":%s,"weights":%s,"cluster":%s,',
    '"rows":%d,"coef":[%s],"se":[%s],"naive_se":[%s],"loglik":[%s],"lr":%.17g,"wald":%.17g,"score":%.17g,',
    '"concordance":{"pairs":[%s],"value":%.17g,"se":%.17g},"zph":[%s],',
    '"at":[%s],"curve":{"time":[%s],"cumhaz":[%s],"surv":[%s],"se_cumhaz":[%s],"low":[%s],"high":[%s]}}'),
    name_, ties, option(entry), time, name(covariates), option(strata), option(weights), option(cluster), fit$n,
    number(fit$coefficients), number(se), number(if (is.null(cluster)) se else sqrt(diag(fit$naive.var))), number(fit$loglik),
    2 * diff(fit$loglik), fit$wald.test, fit$score, number(fit$concordance[1:3]), fit$concordance[6], fit$concordance[7],
    number(zph[, "chisq"]), number(unlist(at[covariates])), number(curve$time[steps]), number(curve$cumhaz[steps]),
    number(curve$surv[steps]), number(curve$std.err[steps]), number(curve$lower[steps]), number(curve$upper[steps]))
}
three <- c("age", "sex", "ph.ecog")
both <- function(...) c(model(..., ties = "efron"), model(..., ties = "breslow"))
models <- c(
  both("lung", lung, "entry", "time", three),
  both("lung", lung, "start", "month", three),
  both("lung", lung, NULL, "month", three, weights = "weight"),
  both("lung", lung, "start", "month", three, weights = "weight"),
  both("lung", lung, "start", "month", c("age", "ph.ecog"), strata = "sex", weights = "weight"),
  both("lung", lung, NULL, "month", three, cluster = "cluster"),
  both("lung", lung, NULL, "month", three, weights = "weight", cluster = "cluster"),
  both("lung", lung, "start", "month", c("age", "sex"), strata = "ph.ecog", weights = "copies", cluster = "cluster"),
  both("heart", heart, "start", "stop", c("age", "year", "surgery", "transplant")),
  both("heart", heart, "start", "stop", c("age", "year", "transplant"), strata = "surgery", cluster = "patient")
)
columns <- c("start", "stop", "event", "age", "year", "surgery", "transplant", "patient")
cat(sprintf('{"source":"cox.R with %s, survival %s; lung.csv with derived columns, and heart of the package",\n',
  R.version.string, packageVersion("survival")))
cat('"conventions":"coxph.control(eps = 1e-13); without cluster, robust = FALSE; complete rows; row counts from 1 in lung.csv; entry, start: -1 where row % 3 is 0, else floor(time * ((37 row) % 100) / 101) of time or month; month = floor(time / 30) + 1; weight = 0.5 + ((17 row) % 40) / 16; copies = 1 + row % 3; cluster = (7 row) % 60; loglik without and with covariates; curve: survfit at the medians, of the first stratum, log-log, a sample of event times",\n')
cat('"heart":{', paste(sprintf('"%s":[%s]', columns, sapply(heart[columns], number)), collapse = ",\n"), '},\n"models":[\n',
  paste(models, collapse = ",\n"), '\n]}\n', sep = "")
